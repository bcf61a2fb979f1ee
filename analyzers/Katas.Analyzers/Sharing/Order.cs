using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells from the source which of two places of one method comes first, and whether there is a wait between.</summary>
internal static class Order
{
    /// <summary>The operation of the whole method that a place stands in.</summary>
    public static IOperation Top(IOperation place)
    {
        while (place.Parent is { } parent) place = parent;
        return place;
    }

    /// <summary>
    /// Whether code beside a start never runs beside what is started: it comes before, or after a wait for it.
    /// </summary>
    /// <remarks>Any wait counts: which task is waited for, the source seldom tells.</remarks>
    public static bool IsApart(IOperation start, IOperation other)
    {
        if (Top(start) != Top(other)) return false;
        if (start.Syntax.Span.Contains(other.Syntax.Span)) return false;
        var loop = CommonLoop(start, other);
        if (other.Syntax.Span.End <= start.Syntax.SpanStart) return loop is null || HasWait(loop);
        return IsWaitedFor(start, other) && (loop is null || HasWait(loop));
    }

    /// <summary>Whether there is a wait that ends after a start and before a later place.</summary>
    public static bool IsWaitedFor(IOperation start, IOperation later) => Top(start).Descendants().Any(wait =>
        IsWait(wait) && wait.Syntax.Span.End >= start.Syntax.Span.End && wait.Syntax.Span.End <= later.Syntax.SpanStart);

    /// <summary>Whether a place comes after the first <c>await</c> of its function, or in a loop with one.</summary>
    /// <remarks>In <c>_n += await Get()</c> the one stands before the wait and the rest of the change after it.</remarks>
    public static bool IsAfterAwait(IOperation function, IOperation place)
    {
        var end = place.Parent is IAssignmentOperation change ? change.Syntax.Span.End : place.Syntax.SpanStart;
        return function.Descendants().Any(wait => wait is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true }
            && (wait.Syntax.Span.End <= end || CommonLoop(wait, place) is not null));
    }

    /// <summary>The innermost loop that both stand in, in one function.</summary>
    private static IOperation? CommonLoop(IOperation one, IOperation other)
    {
        for (var around = one.Parent; around is not null; around = around.Parent)
        {
            if (around is ILoopOperation && around.Syntax.Span.Contains(other.Syntax.Span)) return around;
            if (around is ILocalFunctionOperation) return null;
        }

        return null;
    }

    private static bool HasWait(IOperation loop) => loop.Descendants().Any(IsWait);

    private static bool IsWait(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IInvocationOperation
        {
            TargetMethod.Name: "Join" or "Wait" or "WaitAll" or "WaitAny" or "WaitOne" or "GetResult" or "SignalAndWait"
        } => true,
        IInvocationOperation { TargetMethod.ContainingType.Name: "Parallel" or "ParallelEnumerable" } => true,
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" } } => true,
        _ => false,
    };
}
