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

    public Interleaving(TypeFacts facts, IEnumerable<Spawn> spawns)
    {
        _facts = facts;
        foreach (var spawn in spawns.Where(spawn => spawn.IsCall && (spawn.IsOverlapping || IsKept(spawn.Site))))
        {
            Reach(spawn.Started, new(spawn.Started, spawn.Started.Name, spawn.IsOverlapping) { Place = spawn.Site });
        }
    }

    /// <summary>The calls in whose later part a body runs.</summary>
    public IReadOnlyCollection<ThreadRoot> Of(BodyFacts body) => _roots.TryGetValue(body, out var roots) ? roots : Nobody;

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
