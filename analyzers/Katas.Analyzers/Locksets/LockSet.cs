using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Katas.Analyzers.Locksets;

/// <summary>The locks that are held at a place. Immutable.</summary>
internal sealed class LockSet
{
    private readonly ImmutableArray<LockIdentity> _locks;

    private LockSet(ImmutableArray<LockIdentity> locks) => _locks = locks;

    /// <summary>None.</summary>
    public static LockSet Empty { get; } = new(ImmutableArray<LockIdentity>.Empty);

    /// <summary>The locks, in the order in which they were taken.</summary>
    public IReadOnlyList<LockIdentity> Locks => _locks;

    public bool IsEmpty => _locks.IsEmpty;

    public bool Contains(LockIdentity one) => _locks.Any(other => other.IsSameLock(one));

    /// <summary>Whether a lock is held so that nobody else holds it, not even to read.</summary>
    public bool ContainsExclusive(LockIdentity one) =>
        _locks.Any(other => other.IsSameLock(one) && other.Mode == LockMode.Exclusive);

    /// <summary>What of it keeps writers out, or, for a write, everybody.</summary>
    public LockSet For(bool write) =>
        write && _locks.Any(l => l.Mode == LockMode.Shared)
            ? new(ImmutableArray.CreateRange(_locks.Where(l => l.Mode == LockMode.Exclusive)))
            : this;

    /// <summary>With one more; a lock that is held twice is there twice.</summary>
    public LockSet With(LockIdentity one) => new(_locks.Add(one));

    /// <summary>Without the one that was taken last of that lock, in that mode if there is one.</summary>
    public LockSet Without(LockIdentity one)
    {
        var any = -1;
        for (var i = _locks.Length - 1; i >= 0; i--)
        {
            if (!_locks[i].IsSameLock(one)) continue;
            if (_locks[i].Mode == one.Mode) return new(_locks.RemoveAt(i));
            if (any < 0) any = i;
        }

        return any < 0 ? this : new(_locks.RemoveAt(any));
    }

    public LockSet Union(LockSet other) =>
        other.IsEmpty ? this : IsEmpty ? other : new(_locks.AddRange(other._locks.Where(l => !_locks.Contains(l))));

    /// <summary>What is held on both ways; null is a way that nothing comes from.</summary>
    public static LockSet? Meet(LockSet? one, LockSet? other)
    {
        if (one is null || other is null || ReferenceEquals(one, other)) return one ?? other;
        var both = one._locks.Where(other.Contains).Select(l => other.ContainsExclusive(l) ? l : l.In(LockMode.Shared));
        return new(ImmutableArray.CreateRange(both));
    }

    public override string ToString() => string.Join(", ", _locks);
}
