using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Finds code that starts threads and waits for them, with a lock that is there for these threads only.</summary>
/// <remarks>Before the first has begun and after the last has ended, the code that started them runs alone.</remarks>
internal sealed class ForkJoin
{
    /// <summary>So many calls lie between a thread and the code that takes the lock.</summary>
    private const int MostCalls = 3;

    private readonly TypeFacts _facts;
    private readonly StateUse _bare;
    private readonly StartOrder _order;

    private ForkJoin(TypeFacts facts, StateUse bare) => (_facts, _bare, _order) = (facts, bare, new(facts));

    /// <summary>Whether a use without the lock is before or after everything that takes the lock.</summary>
    public static bool IsAlone(TypeFacts facts, StateUse bare, IReadOnlyList<StateUse> guarded)
    {
        var others = guarded.Select(use => use.Body).Where(body => body != bare.Body).Distinct().ToList();
        if (bare.Body.IsDeferred || others.Count == 0) return false;
        var join = new ForkJoin(facts, bare);
        return others.TrueForAll(body => join.IsApart(body, 0));
    }

    /// <summary>Whether a body is only run by threads that the code with the bare use starts, and not beside that use.</summary>
    private bool IsApart(BodyFacts body, int depth)
    {
        if (body == _bare.Body || depth > MostCalls) return false;
        var spawns = _order.Of(body).ToList();
        if (!spawns.TrueForAll(spawn => Outermost(spawn.Starter) == _bare.Body
            && _order.AreApart(_bare.Body, _bare.Access.Operation, spawn))) return false;
        if (body.Root.Kind == OperationKind.AnonymousFunction)
            return spawns.Count > 0 || (body.Outer is { } outer && IsApart(outer, depth + 1));
        if (!body.IsDeferred && body.Method?.DeclaredAccessibility != Accessibility.Private) return false;
        var uses = _facts.Bodies.SelectMany(one => one.Uses.Select(use => (Body: one, Use: use)))
            .Where(one => ThreadingTypes.Same(one.Use.Method.OriginalDefinition, body.Method?.OriginalDefinition)).ToList();
        return uses.Count > 0 && (spawns.Count > 0 || uses.TrueForAll(one => one.Use.IsCall))
            && uses.TrueForAll(one => Outermost(one.Body) == _bare.Body && (!one.Use.IsCall || IsApart(one.Body, depth + 1)));
    }

    private static BodyFacts Outermost(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        return body;
    }
}
