using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Katas.Analyzers.Locksets;

/// <summary>The locks that are held at a place. Immutable.</summary>
internal sealed class LockSet
{
    private readonly ImmutableArray<LockIdentity> _locks;
    private readonly ImmutableArray<LockIdentity> _perhaps;

    private LockSet(IEnumerable<LockIdentity> locks, IEnumerable<LockIdentity> perhaps) =>
        (_locks, _perhaps) = (ImmutableArray.CreateRange(locks), ImmutableArray.CreateRange(perhaps));

    /// <summary>None.</summary>
    public static LockSet Empty { get; } = new([], []);

    /// <summary>The locks, in the order in which they were taken.</summary>
    public IReadOnlyList<LockIdentity> Locks => _locks;

    /// <summary>The locks that are held on some ways to the place and not on others.</summary>
    public IReadOnlyList<LockIdentity> Perhaps => _perhaps;

    public bool IsEmpty => _locks.IsEmpty;

    /// <summary>Whether a lock is held on some ways to the place and not on others: <c>if (!isHeld) _gate.Enter();</c>.</summary>
    public bool IsUncertain => !_perhaps.IsEmpty;

    public bool Contains(LockIdentity one) => _locks.Any(other => other.IsSameLock(one));

    /// <summary>Whether a lock is held so that nobody else holds it, not even to read.</summary>
    public bool ContainsExclusive(LockIdentity one) =>
        _locks.Any(other => other.IsSameLock(one) && other.Mode == LockMode.Exclusive);

    /// <summary>What of it keeps writers out, or, for a write, everybody.</summary>
    public LockSet For(bool write) =>
        write && _locks.Any(l => l.Mode == LockMode.Shared)
            ? new(_locks.Where(l => l.Mode == LockMode.Exclusive), _perhaps)
            : this;

    /// <summary>With one more; a lock that is held twice is there twice.</summary>
    public LockSet With(LockIdentity one) => new(_locks.Add(one), _perhaps);

    /// <summary>Without the one that was taken last of that lock, in that mode if there is one.</summary>
    public LockSet Without(LockIdentity one)
    {
        var perhaps = _perhaps.Where(other => !other.IsSameLock(one));
        var any = -1;
        for (var i = _locks.Length - 1; i >= 0; i--)
        {
            if (!_locks[i].IsSameLock(one)) continue;
            if (_locks[i].Mode == one.Mode) return new(_locks.RemoveAt(i), perhaps);
            if (any < 0) any = i;
        }

        return any >= 0 ? new(_locks.RemoveAt(any), perhaps) : IsUncertain ? new(_locks, perhaps) : this;
    }

    public LockSet Union(LockSet other) => other.IsEmpty && !other.IsUncertain ? this
        : IsEmpty && !IsUncertain ? other
        : new(_locks.AddRange(other._locks.Where(l => !_locks.Contains(l))), _perhaps.Union(other._perhaps));

    /// <summary>What is held on both ways; null is a way that nothing comes from.</summary>
    public static LockSet? Meet(LockSet? one, LockSet? other)
    {
        if (one is null || other is null || ReferenceEquals(one, other)) return one ?? other;
        var odd = one._locks.Where(l => !other.Contains(l)).Concat(other._locks.Where(l => !one.Contains(l)));
        return new(Both(one, other), one._perhaps.Union(other._perhaps).Union(odd));
    }

    /// <summary>What two callers hold: a method that one of them calls without a lock does run without it.</summary>
    public static LockSet? MeetOfCallers(LockSet? one, LockSet? other) =>
        one is null || other is null ? one ?? other : new(Both(one, other), one._perhaps.Union(other._perhaps));

    public override string ToString() => string.Join(", ", _locks);

    private static IEnumerable<LockIdentity> Both(LockSet one, LockSet other) =>
        one._locks.Where(other.Contains).Select(l => other.ContainsExclusive(l) ? l : l.In(LockMode.Shared));
}
