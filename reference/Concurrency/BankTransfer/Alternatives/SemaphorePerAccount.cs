namespace Katas.Concurrency;

/// <summary>The same promises with a semaphore for each account, and the accounts in an array that is sorted once.</summary>
/// <remarks>
/// A semaphore does not let its owner in again: a transfer from an account to itself must take it once. It could also be
/// awaited, which a lock cannot.
/// </remarks>
public sealed class SemaphorePerAccountBankTransfer : IBank
{
    private readonly long[] _numbers;
    private readonly long[] _cents;
    private readonly SemaphoreSlim[] _gates;
    private readonly TimeSpan _lockTimeout;

    /// <inheritdoc cref="NewBank"/>
    public SemaphorePerAccountBankTransfer(IReadOnlyDictionary<long, long> opening, TimeSpan lockTimeout)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentOutOfRangeException.ThrowIfLessThan(lockTimeout, TimeSpan.Zero);
        _lockTimeout = lockTimeout;
        _numbers = [.. opening.Keys.Order()];
        _cents = [.. _numbers.Select(number => opening[number])];
        _gates = [.. _numbers.Select(_ => new SemaphoreSlim(1, 1))];
        if (_cents.Any(cents => cents < 0) || _cents.Sum(cents => (decimal)cents) > long.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(opening), "A balance is negative, or the sum is too large.");
    }

    /// <inheritdoc/>
    public long Balance(long account)
    {
        var place = Place(account);
        Take(place);
        try
        {
            return _cents[place];
        }
        finally
        {
            _gates[place].Release();
        }
    }

    /// <inheritdoc/>
    public long Total() => TotalFrom(0);

    /// <inheritdoc/>
    public void Transfer(long from, long to, long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cents);
        var (payer, receiver) = (Place(from), Place(to));
        var (first, second) = (Math.Min(payer, receiver), Math.Max(payer, receiver));
        Take(first);
        try
        {
            if (first == second)
            {
                if (_cents[first] < cents) throw new InsufficientFundsException(from);
                return;
            }

            Take(second);
            try
            {
                if (_cents[payer] < cents) throw new InsufficientFundsException(from);
                _cents[payer] -= cents;
                _cents[receiver] += cents;
            }
            finally
            {
                _gates[second].Release();
            }
        }
        finally
        {
            _gates[first].Release();
        }
    }

    /// <inheritdoc/>
    public void Freeze(long account, Action<long> whileFrozen)
    {
        ArgumentNullException.ThrowIfNull(whileFrozen);
        var place = Place(account);
        Take(place);
        try
        {
            whileFrozen(_cents[place]);
        }
        finally
        {
            _gates[place].Release();
        }
    }

    /// <summary>The sum from a place on, with every account before it held by the calls around this one.</summary>
    private long TotalFrom(int place)
    {
        if (place == _cents.Length) return 0;
        Take(place);
        try
        {
            return _cents[place] + TotalFrom(place + 1);
        }
        finally
        {
            _gates[place].Release();
        }
    }

    private int Place(long account)
    {
        var place = Array.BinarySearch(_numbers, account);
        return place >= 0 ? place : throw new KeyNotFoundException($"There is no account {account}.");
    }

    private void Take(int place)
    {
        if (!_gates[place].Wait(_lockTimeout)) throw new TimeoutException($"Account {_numbers[place]} is in use.");
    }
}
