using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Which code that shares a local or a parameter runs at the same time on it.</summary>
/// <remarks>
/// Each call of the method has a variable of its own, and so has each turn of a loop that declares it: only what is started
/// several times within the variable's scope is beside itself.
/// </remarks>
internal sealed class CapturedThreads(TypeFacts facts, ISymbol variable)
{
    private readonly SyntaxNode? _declared = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    /// <summary>Whether one use can run while the other does.</summary>
    public bool MayOverlap(StateUse one, StateUse other)
    {
        var (left, right) = (Of(one.Body), Of(other.Body));
        return left.Any(a => right.Any(b => AreTogether(a, one, b, other)));
    }

    private static bool AreTogether(Runner a, StateUse one, Runner b, StateUse other)
    {
        if (a.Start is null && b.Start is null) return false;
        if (a.Start is null) return !Order.IsApart(b.Start!.Place, one.Access.Operation);
        if (b.Start is null) return !Order.IsApart(a.Start.Place, other.Access.Operation);
        if (a.Start == b.Start)
            return a.IsParallel && (!a.Start.IsInterleaved || (IsLate(one) && IsLate(other)));
        return !Order.IsWaitedFor(a.Start.Place, b.Start.Place) && !Order.IsWaitedFor(b.Start.Place, a.Start.Place);
    }

    private static bool IsLate(StateUse use) => Order.IsAfterAwait(use.Body.Root, use.Access.Operation);

    private List<Runner> Of(BodyFacts body)
    {
        List<Runner> found = [];
        Find(body, [], found);
        return found;
    }

    private void Find(BodyFacts body, HashSet<BodyFacts> seen, List<Runner> found)
    {
        if (!seen.Add(body)) return;
        if (_declared is null || body.Outer is null || IsDeclaredIn(body))
        {
            found.Add(new(null, false));
            return;
        }

        if (body.Root is IAnonymousFunctionOperation)
        {
            Begin([.. Start.Of(body.Root)], body.Outer, seen, found);
            return;
        }

        foreach (var caller in facts.Bodies)
        {
            foreach (var use in caller.Uses.Where(use => ThreadingTypes.Same(use.Method.OriginalDefinition, body.Method)))
                Begin(use.IsCall ? Interleaving.Of(use) : [.. Start.Of(use.Operation)], caller, seen, found);
        }
    }

    private void Begin(IReadOnlyList<Start> starts, BodyFacts around, HashSet<BodyFacts> seen, List<Runner> found)
    {
        List<Runner> outside = [];
        Find(around, seen, outside);
        if (starts.Count == 0) found.AddRange(outside);
        foreach (var start in starts)
        {
            var isParallel = start.IsParallel || IsRepeated(start.Place) || outside.Any(runner => runner.IsParallel);
            found.Add(new(start, isParallel));
        }
    }

    private bool IsDeclaredIn(BodyFacts body) => body.Root.Syntax.Span.Contains(_declared!.Span);

    /// <summary>Whether a place is reached more than once while the variable is there.</summary>
    private bool IsRepeated(IOperation place)
    {
        for (var around = place.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation) return false;
            var isWithin = !around.Syntax.Span.Contains(_declared!.Span)
                || (around is IForLoopOperation loop && loop.Locals.Any(local => ThreadingTypes.Same(local, variable)));
            if (!isWithin) return false;
            if (around is ILoopOperation) return true;
            if (around is IAnonymousFunctionOperation lambda && Spawners.IsForEach(lambda)) return true;
        }

        return false;
    }

    /// <summary>A thread that uses the variable: the one that declares it, or one that a place starts.</summary>
    private sealed record Runner(Start? Start, bool IsParallel);
}
