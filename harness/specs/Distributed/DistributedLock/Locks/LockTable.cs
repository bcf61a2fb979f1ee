using Katas.Distributed;

namespace Katas.Specs.Distributed.Locks;

/// <summary>What a store for locks keeps: entries with an end, and the last token.</summary>
/// <remarks>It has no clock: each call says what time it is.</remarks>
public sealed class LockTable
{
    /// <summary>Tokens grow from entry to entry; nobody promises that they begin at 1, or that none is left out.</summary>
    private const int Stride = 7;

    private readonly Dictionary<string, (LockEntry Entry, TimeSpan Ends)> _entries = [];
    private long _lastToken = 100;

    /// <summary>Told of each entry whose time was up, at the next call that comes across it.</summary>
    public Action<string, LockEntry>? Expired { get; init; }

    /// <summary>As <see cref="ILockStore.PutIfAbsentAsync"/>.</summary>
    public long? PutIfAbsent(string key, string owner, TimeSpan ttl, TimeSpan now)
    {
        if (Find(key, now) is not null) return null;
        _entries[key] = (new LockEntry(owner, _lastToken += Stride), now + ttl);
        return _lastToken;
    }

    /// <summary>As <see cref="ILockStore.GetAsync"/>.</summary>
    public LockEntry? Get(string key, TimeSpan now) => Find(key, now);

    /// <summary>As <see cref="ILockStore.ExtendIfOwnerAsync"/>.</summary>
    public bool ExtendIfOwner(string key, string owner, TimeSpan ttl, TimeSpan now)
    {
        if (Find(key, now) is not { } entry || entry.Owner != owner) return false;
        var ends = _entries[key].Ends;
        _entries[key] = (entry, ends > now + ttl ? ends : now + ttl);
        return true;
    }

    /// <summary>As <see cref="ILockStore.DeleteIfOwnerAsync"/>.</summary>
    public bool DeleteIfOwner(string key, string owner, TimeSpan now) =>
        Find(key, now)?.Owner == owner && _entries.Remove(key);

    /// <summary>As <see cref="ILockStore.DeleteAsync"/>.</summary>
    public bool Delete(string key, TimeSpan now) => Find(key, now) is not null && _entries.Remove(key);

    /// <summary>For how long an entry is still kept; zero when there is none.</summary>
    public TimeSpan Left(string key, TimeSpan now) => Find(key, now) is null ? TimeSpan.Zero : _entries[key].Ends - now;

    private LockEntry? Find(string key, TimeSpan now)
    {
        if (!_entries.TryGetValue(key, out var found)) return null;
        if (now < found.Ends) return found.Entry;
        _entries.Remove(key);
        Expired?.Invoke(key, found.Entry);
        return null;
    }
}
