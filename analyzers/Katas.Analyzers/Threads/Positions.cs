using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>Where in a method a place stands.</summary>
internal static class Positions
{
    /// <summary>The whole method, or initializer, that a place is of.</summary>
    public static IOperation Root(IOperation place)
    {
        while (place.Parent is { } parent) place = parent;
        return place;
    }

    /// <summary>Whether a place comes after the first <c>await</c> of its function, or in a loop with one.</summary>
    /// <remarks>In <c>_n += await Get()</c> the one stands before the wait and the rest of the change after it.</remarks>
    public static bool IsAfterAwait(IOperation function, IOperation place)
    {
        var end = place.Parent is IAssignmentOperation change ? change.Syntax.Span.End : place.Syntax.SpanStart;
        return function.Descendants().Any(wait => wait is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true }
            && (wait.Syntax.Span.End <= end || HaveLoop(wait, place)));
    }

    /// <summary>Whether one loop of the function has both in it.</summary>
    private static bool HaveLoop(IOperation one, IOperation other)
    {
        for (var around = one.Parent; around is not null and not ILocalFunctionOperation; around = around.Parent)
            if (around is ILoopOperation && around.Syntax.Span.Contains(other.Syntax.Span)) return true;
        return false;
    }
}
