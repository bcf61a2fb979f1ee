using System.Collections.Frozen;

namespace Katas.Concurrency;

/// <summary>The same promises with one short lock around "who is in use", and no order at all.</summary>
/// <remarks>
/// A call waits until all its accounts are free and takes them in one step. It holds nothing while it waits, so there can be
/// no circle. The price: everybody is woken when somebody is done, and a total can starve behind a stream of transfers.
/// </remarks>
public sealed class BothOrNoneBankTransfer : IBank
{
    private readonly object _gate = new();
    private readonly FrozenSet<long> _numbers;
    private readonly Dictionary<long, long> _cents;
    private readonly HashSet<long> _inUse = [];
    private readonly TimeSpan _lockTimeout;

    /// <inheritdoc cref="NewBank"/>
    public BothOrNoneBankTransfer(IReadOnlyDictionary<long, long> opening, TimeSpan lockTimeout)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentOutOfRangeException.ThrowIfLessThan(lockTimeout, TimeSpan.Zero);
        _cents = new Dictionary<long, long>(opening);
        _numbers = _cents.Keys.ToFrozenSet();
        _lockTimeout = lockTimeout;
        var sum = UInt128.Zero;
        foreach (var cents in _cents.Values)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cents, nameof(opening));
            sum += (UInt128)cents;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(sum, (UInt128)long.MaxValue, nameof(opening));
    }

    /// <inheritdoc/>
    public long Balance(long account)
    {
        Check(account);
        lock (_gate)
        {
            AwaitUnsynchronized([account]);
            return _cents[account];
        }
    }

    /// <inheritdoc/>
    public long Total()
    {
        lock (_gate)
        {
            AwaitUnsynchronized(_cents.Keys);
            return _cents.Values.Sum();
        }
    }

    /// <inheritdoc/>
    public void Transfer(long from, long to, long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cents);
        Check(from);
        Check(to);
        lock (_gate)
        {
            AwaitUnsynchronized([from, to]);
            if (_cents[from] < cents) throw new InsufficientFundsException(from);
            _cents[from] -= cents;
            _cents[to] += cents;
        }
    }

    /// <inheritdoc/>
    public void Freeze(long account, Action<long> whileFrozen)
    {
        ArgumentNullException.ThrowIfNull(whileFrozen);
        Check(account);
        long cents;
        lock (_gate)
        {
            AwaitUnsynchronized([account]);
            _inUse.Add(account);
            cents = _cents[account];
        }

        try
        {
            whileFrozen(cents);
        }
        finally
        {
            lock (_gate)
            {
                _inUse.Remove(account);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Without the lock, so not in the dictionary whose balances others change meanwhile.</summary>
    private void Check(long account)
    {
        if (!_numbers.Contains(account)) throw new KeyNotFoundException($"There is no account {account}.");
    }

    private void AwaitUnsynchronized(IReadOnlyCollection<long> accounts)
    {
        while (_inUse.Overlaps(accounts))
            if (!Monitor.Wait(_gate, _lockTimeout))
                throw new TimeoutException("An account is in use.");
    }
}
