using System.Collections.Immutable;

namespace Katas.Concurrency;

/// <summary>
/// The same promises with balances that are never changed: each transfer exchanges one picture of the bank for the next.
/// </summary>
/// <remarks>
/// Balances and totals read one picture and wait for nobody. The locks of the accounts, ordered by number, serve only those
/// who must exclude each other: transfers, and whoever freezes. A writer of one pair does not know what writers of other pairs
/// do, so the exchange is a compare-and-set.
/// </remarks>
public sealed class SnapshotBankTransfer : IBank
{
    private readonly ImmutableDictionary<long, object> _gates;
    private readonly TimeSpan _lockTimeout;
    private ImmutableDictionary<long, long> _picture;

    /// <inheritdoc cref="NewBank"/>
    public SnapshotBankTransfer(IReadOnlyDictionary<long, long> opening, TimeSpan lockTimeout)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentOutOfRangeException.ThrowIfLessThan(lockTimeout, TimeSpan.Zero);
        _lockTimeout = lockTimeout;
        _picture = opening.ToImmutableDictionary();
        _gates = opening.Keys.ToImmutableDictionary(
            number => number, _ => new object());
        var left = (Int128)long.MaxValue;
        foreach (var cents in opening.Values)
        {
            left -= cents;
            if (cents < 0 || left < 0) throw new ArgumentOutOfRangeException(nameof(opening), cents, "A bad balance.");
        }
    }

    /// <inheritdoc/>
    public long Balance(long account) => Volatile.Read(ref _picture)[account];

    /// <inheritdoc/>
    public long Total() => Volatile.Read(ref _picture).Values.Sum();

    /// <inheritdoc/>
    public void Transfer(long from, long to, long cents)
    {
        if (cents <= 0) throw new ArgumentOutOfRangeException(nameof(cents), cents, "A transfer moves at least one cent.");
        var (first, second) = (_gates[Math.Min(from, to)], _gates[Math.Max(from, to)]);
        Enter(first);
        try
        {
            Enter(second);
            try
            {
                Exchange(from, to, cents);
            }
            finally
            {
                Monitor.Exit(second);
            }
        }
        finally
        {
            Monitor.Exit(first);
        }
    }

    /// <inheritdoc/>
    public void Freeze(long account, Action<long> whileFrozen)
    {
        ArgumentNullException.ThrowIfNull(whileFrozen);
        var gate = _gates[account];
        Enter(gate);
        try
        {
            whileFrozen(Balance(account));
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    /// <summary>Tries again when a transfer between two other accounts came first; these two are held.</summary>
    private void Exchange(long from, long to, long cents)
    {
        ImmutableDictionary<long, long> seen, next;
        do
        {
            seen = Volatile.Read(ref _picture);
            if (seen[from] < cents) throw new InsufficientFundsException(from);
            next = seen.SetItem(from, seen[from] - cents);
            next = next.SetItem(to, next[to] + cents);
        }
        while (Interlocked.CompareExchange(ref _picture, next, seen) != seen);
    }

    private void Enter(object gate)
    {
        if (!Monitor.TryEnter(gate, _lockTimeout)) throw new TimeoutException("An account is in use.");
    }
}
