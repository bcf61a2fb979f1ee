namespace Katas.Distributed;

/// <summary>The same promises as an immutable record of what is known, and one step from each such record to the next.</summary>
/// <remarks>
/// <para>It asks whose entry there is before it puts again, and never gives an entry that it finds a new time: its lease counts
/// from the first request that may have made the entry. If that is too long ago, the entry runs out, and is put anew.</para>
/// <para>Each pause is drawn from the last, as in "decorrelated jitter" (Brooker, "Exponential backoff and jitter", 2015).</para>
/// </remarks>
public sealed class RecordedAttemptLock : IDistributedLock
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(75);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(450);

    private readonly ILockStore _store;
    private readonly TimeProvider _time;
    private readonly Random _random;

    /// <inheritdoc cref="NewDistributedLock"/>
    public RecordedAttemptLock(ILockStore store, TimeProvider time, Random random)
    {
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _time = time ?? throw new ArgumentNullException(nameof(time));
        _random = random ?? throw new ArgumentNullException(nameof(random));
    }

    /// <inheritdoc/>
    public Task<Lease?> TryAcquireAsync(
        string resource, TimeSpan ttl, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        var owner = new byte[20];
        _random.NextBytes(owner);
        return AcquireAsync(new Known(resource, Convert.ToBase64String(owner), ttl), wait, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Lease?> ExtendAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        for (var pause = ShortestPause; lease.Left(_time) > TimeSpan.Zero;)
        {
            var asked = _time.GetTimestamp();
            if (await Ask(() => _store.ExtendIfOwnerAsync(lease.Resource, lease.Owner, ttl, cancellationToken)) is { } isOurs)
            {
                var longer = lease with { Since = asked, TrustedFor = Trusted(ttl) };
                return isOurs && longer.Left(_time) > TimeSpan.Zero ? longer : null;
            }

            pause = await PauseAfterAsync(pause, lease.Left(_time), cancellationToken);
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var pause = ShortestPause;
        while (true)
        {
            if (await Ask(() => _store.DeleteIfOwnerAsync(lease.Resource, lease.Owner, cancellationToken)) is { } wasOurs)
                return wasOurs;
            if (lease.Left(_time) == TimeSpan.Zero) return false;
            pause = await PauseAfterAsync(pause, lease.Left(_time), cancellationToken);
        }
    }

    private async Task<Lease?> AcquireAsync(Known known, TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (began, pause) = (_time.GetTimestamp(), ShortestPause);
        try
        {
            while (true)
            {
                known = await NextAsync(known);
                cancellationToken.ThrowIfCancellationRequested();
                if (known.Lease is not null) return known.Lease;
                var left = wait - _time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) return null;
                pause = await PauseAfterAsync(pause, left, cancellationToken);
            }
        }
        finally
        {
            if (known.FirstInDoubt is not null && (known.Lease is null || cancellationToken.IsCancellationRequested))
                await Ask(() => _store.DeleteIfOwnerAsync(known.Resource, known.Owner));
        }
    }

    private async Task<Known> NextAsync(Known known)
    {
        if (known.FirstInDoubt is { } first)
        {
            try
            {
                var entry = await _store.GetAsync(known.Resource);
                if (entry?.Owner == known.Owner) return Take(known, entry.Token, first);
                if (entry is not null) return known; // somebody else's: nothing to put
            }
            catch (StoreUnavailableException)
            {
                return known;
            }
        }

        var asked = _time.GetTimestamp();
        var inDoubt = known with { FirstInDoubt = known.FirstInDoubt ?? asked };
        try
        {
            var token = await _store.PutIfAbsentAsync(known.Resource, known.Owner, known.Ttl);
            return token is { } number ? Take(inDoubt, number, asked) : known;
        }
        catch (StoreUnavailableException)
        {
            return inDoubt;
        }
    }

    private Known Take(Known known, long token, long since)
    {
        var lease = new Lease(known.Resource, known.Owner, token, since, Trusted(known.Ttl));
        return lease.Left(_time) > TimeSpan.Zero ? known with { Lease = lease } : known;
    }

    private async Task<TimeSpan> PauseAfterAsync(TimeSpan last, TimeSpan most, CancellationToken cancellationToken)
    {
        var pause = ShortestPause + (((last * 3) - ShortestPause) * _random.NextDouble());
        if (pause > LongestPause) pause = LongestPause - (ShortestPause * _random.NextDouble());
        await Task.Delay(pause < most ? pause : most, _time, cancellationToken);
        return pause;
    }

    private static TimeSpan Trusted(TimeSpan ttl) => ttl - (ttl / 50);

    /// <summary>What the store said; <see langword="null"/>: nothing.</summary>
    private static async Task<bool?> Ask(Func<Task<bool>> question)
    {
        try
        {
            return await question();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>What one attempt knows.</summary>
    private sealed record Known(string Resource, string Owner, TimeSpan Ttl)
    {
        /// <summary>When the first request was sent whose answer was lost; <see langword="null"/>: none was.</summary>
        public long? FirstInDoubt { get; init; }

        public Lease? Lease { get; init; }
    }
}
