using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Paths;

/// <summary>A way out of a body on which a lock stays taken.</summary>
/// <param name="Site">The call that took it.</param>
/// <param name="At">The <c>return</c>, the <c>throw</c>, or what may throw; null for the body's end.</param>
/// <param name="IsThrow">Whether it is left by an exception.</param>
/// <param name="IsLikely">Whether the source says so: a <c>return</c>, a <c>throw</c>, an <c>await</c>, a call of a
/// delegate.</param>
internal sealed record Leak(LockCall Site, IOperation? At, bool IsThrow, bool IsLikely);

/// <summary>A lock is given back where it is not held.</summary>
/// <param name="Release">The call that gives it back.</param>
/// <param name="Before">The call that took it before, on that way; it has been given back since. Null if none took it.</param>
internal sealed record BareRelease(LockCall Release, LockCall? Before);

/// <summary>What the paths of a body do with one lock.</summary>
/// <param name="Lock">Which.</param>
internal sealed record LockPaths(TrackedLock Lock)
{
    /// <summary>The ways out on which it stays taken, in no order.</summary>
    public HashSet<Leak> Leaks { get; } = new();

    /// <summary>For each call that took it, the first call in the source that gives it back after that, if any does.</summary>
    public Dictionary<LockCall, LockCall> Releases { get; } = new();

    /// <summary>The calls that give it back, on one way at least, when it is held.</summary>
    public HashSet<LockCall> Good { get; } = new();

    /// <summary>The calls that took it, after which the body gives it back and goes on to return, or to take it again.</summary>
    public HashSet<LockCall> Balanced { get; } = new();

    /// <summary>The calls that give it back, on one way at least, without its being held.</summary>
    public HashSet<BareRelease> Bare { get; } = new();

    /// <summary>Each <c>await</c> at which it is held, and the call that took it.</summary>
    public HashSet<(IOperation Await, LockCall Site)> Awaits { get; } = new();

    /// <summary>The calls that take it once more, on one way at least, while it is held.</summary>
    public HashSet<LockCall> Counted { get; } = new();

    /// <summary>The calls that take it in each turn of a loop, after it has been given back.</summary>
    public HashSet<LockCall> Again { get; } = new();

    /// <summary>Whether it is taken several times, to be given back as often: the paths do not count.</summary>
    /// <remarks>A loop that gives it back in most of its turns does not count either: in one turn it forgets to.</remarks>
    public bool IsCounted => Counted.Any(call => !Again.Contains(call));
}
