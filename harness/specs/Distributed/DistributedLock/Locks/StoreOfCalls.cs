using Katas.Distributed;

namespace Katas.Specs.Distributed.Locks;

/// <summary>A store to which every request goes through one door.</summary>
public abstract class StoreOfCalls : ILockStore
{
    /// <inheritdoc/>
    public async Task<long?> PutIfAbsentAsync(
        string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        return (long?)await AskAsync(new StoreCall(StoreAct.PutIfAbsent, key, owner, ttl), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LockEntry?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        (LockEntry?)await AskAsync(new StoreCall(StoreAct.Get, key), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ExtendIfOwnerAsync(
        string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        (bool)(await AskAsync(new StoreCall(StoreAct.ExtendIfOwner, key, owner, ttl), cancellationToken))!;

    /// <inheritdoc/>
    public async Task<bool> DeleteIfOwnerAsync(string key, string owner, CancellationToken cancellationToken = default) =>
        (bool)(await AskAsync(new StoreCall(StoreAct.DeleteIfOwner, key, owner), cancellationToken))!;

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        (bool)(await AskAsync(new StoreCall(StoreAct.Delete, key), cancellationToken))!;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="StoreUnavailableException">There is none.</exception>
    protected abstract Task<object?> AskAsync(StoreCall call, CancellationToken cancellationToken);
}
