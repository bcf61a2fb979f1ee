using Katas.Engine.Specs;

namespace Katas.Grading.Distributed;

/// <summary>Your own tests of DistributedLock. The one that stands is an example.</summary>
public abstract class DistributedLockOwnTests(Subject subject) : KataSpec<IDistributedLock>(subject)
{
    [Test, Stage(1)]
    public void A_lock_is_held_once()
    {
        var store = new PatientStore();
        var first = New(store).TryAcquireAsync("printer", TimeSpan.FromMinutes(1), TimeSpan.Zero);
        var second = New(store).TryAcquireAsync("printer", TimeSpan.FromMinutes(1), TimeSpan.Zero);
        Require(first.Result is not null, "a free lock is taken", "The first caller got no lease.");
        Require(second.Result is null, "a lock is held once", "The second caller got a lease too.");
    }

    private IDistributedLock New(ILockStore store) =>
        Make<NewDistributedLock>(create => create(store, Time, new Random(++_instances)));

    private int _instances;

    /// <summary>A store that always answers at once, and in which no entry ever runs out.</summary>
    private sealed class PatientStore : ILockStore
    {
        private readonly Dictionary<string, LockEntry> _entries = [];
        private long _token;

        public Task<long?> PutIfAbsentAsync(
            string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
            Task.FromResult<long?>(_entries.TryAdd(key, new LockEntry(owner, _token + 1)) ? ++_token : null);

        public Task<LockEntry?> GetAsync(string key, CancellationToken cancellationToken = default) =>
            Task.FromResult(_entries.GetValueOrDefault(key));

        public Task<bool> ExtendIfOwnerAsync(
            string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
            Task.FromResult(_entries.GetValueOrDefault(key)?.Owner == owner);

        public Task<bool> DeleteIfOwnerAsync(string key, string owner, CancellationToken cancellationToken = default) =>
            Task.FromResult(_entries.GetValueOrDefault(key)?.Owner == owner && _entries.Remove(key));

        public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
            Task.FromResult(_entries.Remove(key));
    }
}
