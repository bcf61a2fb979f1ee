using System.Diagnostics;

namespace Katas.Distributed;

/// <summary>A lock that is an entry in a store: put if absent, deleted and extended only by its owner.</summary>
/// <remarks>
/// <para>Each lock has an owner of its own, drawn for one call of <see cref="TryAcquireAsync"/>. That makes every request safe to
/// repeat: an entry with this owner can only have come from this call, whichever of its requests made it.</para>
/// <para>A request that got no answer may have happened. From then on the call is <em>in doubt</em>: it looks whose entry there
/// is, and when it ends without a lease, it deletes what it may have left behind.</para>
/// <para>Time is measured from before a request was sent, because the store may have begun to count at that very moment; and a
/// fiftieth is taken off, because its clock may run 1 % fast while ours runs 1 % slow.</para>
/// </remarks>
public sealed class DistributedLock : IDistributedLock
{
    /// <summary>0.99 / 1.01 is a little more.</summary>
    private const double TrustedPart = 0.98;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(320);

    private readonly ILockStore _store;
    private readonly TimeProvider _time;
    private readonly Random _random;

    /// <inheritdoc cref="NewDistributedLock"/>
    public DistributedLock(ILockStore store, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        (_store, _time, _random) = (store, time, random);
    }

    /// <inheritdoc/>
    public async Task<Lease?> TryAcquireAsync(
        string resource, TimeSpan ttl, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        var attempt = new Attempt(resource, NewOwner(), ttl);
        var began = _time.GetTimestamp();
        Lease? lease = null;
        try
        {
            for (var tries = 0; ; tries++)
            {
                var taken = await TryOnceAsync(attempt);
                cancellationToken.ThrowIfCancellationRequested();
                if (taken is not null) return lease = taken;
                var left = wait - _time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) return null;
                await PauseAsync(tries, left, cancellationToken);
            }
        }
        finally
        {
            if (lease is null && attempt.IsInDoubt) await TakeBackAsync(attempt);
        }
    }

    /// <inheritdoc/>
    public async Task<Lease?> ExtendAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        // Later somebody else may have had the lock, and a late double of our own request may have taken it back since. The entry
        // would then have our owner, and a token that is larger than the lease's.
        if (lease.Left(_time) == TimeSpan.Zero) return null;
        var asked = 0L;
        var isOurs = await InsistAsync(lease, () =>
        {
            asked = _time.GetTimestamp();
            return _store.ExtendIfOwnerAsync(lease.Resource, lease.Owner, ttl, cancellationToken);
        }, cancellationToken);
        return isOurs ? Trusted(lease with { Since = asked, TrustedFor = ttl * TrustedPart }) : null;
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return InsistAsync(
            lease, () => _store.DeleteIfOwnerAsync(lease.Resource, lease.Owner, cancellationToken), cancellationToken);
    }

    /// <summary>Asks the store once for the lock, and, in doubt, whose it is.</summary>
    /// <remarks>
    /// No token goes to the store. A request that was sent cannot be called back: who stops waiting for its answer and deletes
    /// the entry may be too early, and the entry comes afterwards.
    /// </remarks>
    private async Task<Lease?> TryOnceAsync(Attempt attempt)
    {
        try
        {
            var (isFirst, asked) = (!attempt.IsInDoubt, _time.GetTimestamp());
            attempt.IsInDoubt = true; // until there is an answer
            var token = await _store.PutIfAbsentAsync(attempt.Resource, attempt.Owner, attempt.Ttl);
            if (token is { } number) return Trusted(attempt.Lease(number, asked));
            if (isFirst) attempt.IsInDoubt = false; // refused, and no other request of ours is about
            return attempt.IsInDoubt ? await FindAsync(attempt) : null;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>An entry of ours is of unknown age, so it gets a whole new time; and only then is its token read.</summary>
    /// <remarks>
    /// In the other order the entry that was read may run out, somebody else take the lock and give it back, and a late double of
    /// our request make another entry: the extension says yes to that one, and we would come with a token older than theirs.
    /// </remarks>
    private async Task<Lease?> FindAsync(Attempt attempt)
    {
        var asked = _time.GetTimestamp();
        if (!await _store.ExtendIfOwnerAsync(attempt.Resource, attempt.Owner, attempt.Ttl)) return null;
        var entry = await _store.GetAsync(attempt.Resource);
        return entry?.Owner == attempt.Owner ? Trusted(attempt.Lease(entry.Token, asked)) : null;
    }

    private async Task TakeBackAsync(Attempt attempt)
    {
        try
        {
            await _store.DeleteIfOwnerAsync(attempt.Resource, attempt.Owner);
        }
        catch (StoreUnavailableException)
        {
            // The store will take it back when its time is up.
        }
    }

    /// <summary>Asks until there is an answer, for as long as the lease can be trusted; at least once.</summary>
    private async Task<bool> InsistAsync(Lease lease, Func<Task<bool>> ask, CancellationToken cancellationToken)
    {
        bool? answer;
        for (var tries = 0; (answer = await AskAsync(ask)) is null; tries++)
        {
            var left = lease.Left(_time);
            if (left == TimeSpan.Zero) return false;
            await PauseAsync(tries, left, cancellationToken);
        }

        return answer.Value;
    }

    /// <summary>The store's answer; <see langword="null"/> where none came.</summary>
    private static async Task<bool?> AskAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Twice as long each time, up to a limit, and half as much more or less: callers must not go in step.</summary>
    private Task PauseAsync(int tries, TimeSpan most, CancellationToken cancellationToken)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries, 10));
        if (pause > LongestPause) pause = LongestPause;
        pause *= 0.5 + _random.NextDouble();
        return Task.Delay(pause < most ? pause : most, _time, cancellationToken);
    }

    /// <summary>A lease, unless it came so late that it is over.</summary>
    private Lease? Trusted(Lease lease) => lease.Left(_time) > TimeSpan.Zero ? lease : null;

    /// <summary>128 bits, so that no two callers in the world draw the same.</summary>
    private string NewOwner()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    /// <summary>One call of <see cref="TryAcquireAsync"/>.</summary>
    private sealed class Attempt(string resource, string owner, TimeSpan ttl)
    {
        public string Resource => resource;

        public string Owner => owner;

        public TimeSpan Ttl => ttl;

        /// <summary>Whether a request may have made an entry that is not ours to use, or may make one yet.</summary>
        public bool IsInDoubt { get; set; }

        public Lease Lease(long token, long asked)
        {
            Debug.Assert(IsInDoubt, "a lock that was never asked for is nobody's");
            return new Lease(resource, owner, token, asked, ttl * TrustedPart);
        }
    }
}
