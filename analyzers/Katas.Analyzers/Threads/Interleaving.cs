using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>Async methods of a type that are called again, or beside another, before the call before has ended.</summary>
/// <remarks>
/// <c>Task.WhenAll(urls.Select(u => Fetch(u)))</c> calls one after the other, up to the first <c>await</c> of each; what comes
/// after it runs on whatever thread is free, and all of it together.
/// </remarks>
internal sealed class Interleaving
{
    private static readonly IReadOnlyCollection<ThreadRoot> Nobody = [];
    private readonly Dictionary<BodyFacts, HashSet<ThreadRoot>> _roots = new();
    private readonly TypeFacts _facts;

    public Interleaving(TypeFacts facts, StartOrder order)
    {
        _facts = facts;
        var calls = order.All.Where(spawn => spawn.IsCall).ToList();
        var kept = calls.Where(spawn => IsKept(spawn.Site)).ToList();
        foreach (var spawn in calls.Where(spawn => spawn.IsOverlapping || kept.Any(other => AreTogether(order, spawn, other))))
            Reach(spawn.Started, new(spawn.Started, spawn.Started.Name, spawn.IsOverlapping) { Place = spawn.Site });
    }

    /// <summary>The calls in whose later part a body runs.</summary>
    public IReadOnlyCollection<ThreadRoot> Of(BodyFacts body) => _roots.TryGetValue(body, out var roots) ? roots : Nobody;

    /// <summary>Whether one method calls both and waits for neither before the other: <c>Task.WhenAll(A(), A())</c>.</summary>
    /// <remarks>Of two methods it may call the one or the other, if it does not wait for all.</remarks>
    private static bool AreTogether(StartOrder order, Spawn one, Spawn other) =>
        one != other && IsKept(one.Site) && one.Starter == other.Starter && !order.AreApart(one, other)
        && (one.Started == other.Started || one.Starter.Uses.Any(use => use.Method is { Name: "WhenAll" or "WaitAll" }));

    /// <summary>Whether its task goes somewhere with others; one that is dropped may be all there is.</summary>
    private static bool IsKept(IOperation call) => MemberAccess.Outermost(call).Parent
        is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation });

    private void Reach(BodyFacts body, ThreadRoot root)
    {
        Nesting.Deeper();
        if (!_roots.TryGetValue(body, out var roots)) _roots.Add(body, roots = new());
        if (!roots.Add(root)) return;
        foreach (var use in body.Uses)
        {
            if (!use.IsCall || (body.Method is { IsAsync: true } && !Positions.IsAfterAwait(body.Root, use.Operation))) continue;
            foreach (var called in _facts.Bodies)
                if (ThreadingTypes.Same(called.Method?.OriginalDefinition, use.Method.OriginalDefinition)) Reach(called, root);
        }
    }
}
