namespace Katas.Distributed;

/// <summary>Build the lock here. README.md says what you promise.</summary>
public sealed class DistributedLock : IDistributedLock
{
    /// <inheritdoc cref="NewDistributedLock"/>
    public DistributedLock(ILockStore store, TimeProvider time, Random random) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Lease?> TryAcquireAsync(
        string resource, TimeSpan ttl, TimeSpan wait, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Lease?> ExtendAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
