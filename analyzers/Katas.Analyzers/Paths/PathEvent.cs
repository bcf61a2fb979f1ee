using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Paths;

/// <summary>What sort of thing a body does at a place.</summary>
internal enum PathEventKind
{
    /// <summary>It calls a lock: <see cref="PathEvent.Call"/>.</summary>
    Lock,

    /// <summary>It gives a variable a value.</summary>
    Set,

    /// <summary>It waits without the thread.</summary>
    Await,

    /// <summary>It may throw.</summary>
    MayThrow,
}

/// <summary>What becomes of the answer of a call that may give up.</summary>
internal enum AnswerUse
{
    /// <summary>Nobody looks at it.</summary>
    Ignored,

    /// <summary>The branch at the end of the block goes by it.</summary>
    Branch,

    /// <summary>A local keeps it: <see cref="PathEvent.Variable"/>.</summary>
    Kept,

    /// <summary>Something that the paths do not follow.</summary>
    Unknown,
}

/// <summary>Something that a block of a control flow graph does that matters to who holds a lock.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Operation">The place.</param>
internal sealed record PathEvent(PathEventKind Kind, IOperation Operation)
{
    /// <summary>The call on a lock.</summary>
    public LockCall? Call { get; init; }

    /// <summary>For a call that may give up, what becomes of its answer.</summary>
    public AnswerUse Answer { get; init; }

    /// <summary>The variable that gets a value, or the answer.</summary>
    public ISymbol? Variable { get; init; }

    /// <summary>The value; null if it is not known.</summary>
    public bool? Value { get; init; }

    /// <summary>Whether it is an <c>await</c> or a delegate that may throw; else a call by name.</summary>
    public bool IsLikely { get; init; }
}
