using Katas.Annotations;

namespace Katas.Distributed;

/// <summary>Hands out locks on named resources to callers in many processes, over a store that all of them reach.</summary>
/// <remarks>
/// <para>A lock is an entry in the store: the resource's name is its key. What one caller got is a <see cref="Lease"/>, because
/// the store takes it back when its time is up, whether or not the caller is still there.</para>
/// <para>Several calls may be under way at a time, but code of one instance never runs on two threads at once. Await without
/// <c>ConfigureAwait(false)</c>, and take all time and randomness from what the constructor gets.</para>
/// </remarks>
[Simulated]
public interface IDistributedLock
{
    /// <summary>Takes the lock on a resource, waiting for it if need be.</summary>
    /// <param name="resource">What is to be locked.</param>
    /// <param name="ttl">For how long the store keeps the entry if nobody extends or deletes it.</param>
    /// <param name="wait">
    /// For how long to try; zero: once. The last try is made when this time is over, and then no other.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. Nothing is left in the store, as far as it can be reached.</param>
    /// <returns>
    /// A lease that may be trusted for a while yet; <see langword="null"/> when the wait is over: somebody else had the lock, or
    /// the store did not answer. Then nothing is left in the store, as far as it can be reached.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="resource"/> is empty or <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="ttl"/> is not positive, or <paramref name="wait"/> is negative.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<Lease?> TryAcquireAsync(
        string resource, TimeSpan ttl, TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Keeps a lock for longer.</summary>
    /// <param name="lease">What <see cref="TryAcquireAsync"/> or this method gave.</param>
    /// <param name="ttl">For how long from now the store shall keep the entry, at the least.</param>
    /// <param name="cancellationToken">Ends the attempt; the lock stays as it is.</param>
    /// <returns>
    /// The same lock with its new time. <see langword="null"/>: the lock is no longer the lease's, or the store did not confirm
    /// anything while <paramref name="lease"/> could be trusted. That lease still ends when it would have ended.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="lease"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ttl"/> is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<Lease?> ExtendAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Gives a lock back.</summary>
    /// <param name="lease">What <see cref="TryAcquireAsync"/> or <see cref="ExtendAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the attempt; the store then takes the lock back when its time is up.</param>
    /// <returns>
    /// Whether the store said that it deleted the lease's entry. If not, it was gone already, or the store did not answer for as
    /// long as the lease could be trusted.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="lease"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default);
}

/// <summary>A lock in the hands of one caller, for some time.</summary>
/// <param name="Resource">What is locked.</param>
/// <param name="Owner">The owner that the store knows; another one for each lock that was ever taken.</param>
/// <param name="Token">
/// The fencing token: the store's number for this lock, larger than that of every lock on this resource before it. It goes with
/// everything that is done under the lock, so that what is locked can refuse whoever is late.
/// </param>
/// <param name="Since">
/// The moment from which <paramref name="TrustedFor"/> counts: a <see cref="TimeProvider.GetTimestamp"/> of the caller's clock.
/// </param>
/// <param name="TrustedFor">
/// For how long, from <paramref name="Since"/> on, the caller may believe that nobody else has the lock.
/// </param>
public sealed record Lease(string Resource, string Owner, long Token, long Since, TimeSpan TrustedFor)
{
    /// <summary>For how long the lease may be trusted from now on; zero when it no longer may.</summary>
    /// <param name="time">The caller's clock.</param>
    public TimeSpan Left(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var left = TrustedFor - time.GetElapsedTime(Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

/// <summary>What the lock is built on: a few steps, each of them atomic, that Redis and etcd both can do.</summary>
/// <remarks>
/// Any of them may throw <see cref="StoreUnavailableException"/>; then nobody knows whether it happened, or will happen yet. With
/// a token that is cancelled they throw <see cref="OperationCanceledException"/>, and nobody knows either.
/// </remarks>
public interface ILockStore
{
    /// <summary>Makes an entry if there is none under this key.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="owner">What is to be found in it.</param>
    /// <param name="ttl">For how long the store keeps it, on the store's own clock; it may be a little longer.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>
    /// The entry's token, larger than that of each entry before it under this key; <see langword="null"/>: there is an entry.
    /// </returns>
    Task<long?> PutIfAbsentAsync(string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>The entry under a key; <see langword="null"/> when there is none.</summary>
    Task<LockEntry?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lets an entry live for a time from now on, or longer if it does so anyway; if the owner is its own.</summary>
    /// <returns>Whether there is such an entry.</returns>
    Task<bool> ExtendIfOwnerAsync(string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Deletes an entry if the owner is the one that it has.</summary>
    /// <returns>Whether there was such an entry.</returns>
    Task<bool> DeleteIfOwnerAsync(string key, string owner, CancellationToken cancellationToken = default);

    /// <summary>Deletes an entry, whoever has it.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>An entry of the store.</summary>
/// <param name="Owner">Who made it.</param>
/// <param name="Token">Its number.</param>
public sealed record LockEntry(string Owner, long Token);

/// <summary>The store did not answer. What was asked of it may have happened, may happen yet, or may not.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <inheritdoc/>
    public StoreUnavailableException() : this("The store did not answer.")
    {
    }

    /// <inheritdoc/>
    public StoreUnavailableException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public StoreUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>How the spec makes a lock: your class needs a public constructor of this shape.</summary>
/// <param name="store">Where the entries are.</param>
/// <param name="time">The caller's clock: timestamps, timers and delays.</param>
/// <param name="random">For owners and for pauses; no two instances have the same.</param>
/// <exception cref="ArgumentNullException">Through your constructor: one of them is <see langword="null"/>.</exception>
public delegate IDistributedLock NewDistributedLock(ILockStore store, TimeProvider time, Random random);
