using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells which code is kept apart by starting and waiting: what comes before the start, and after the wait.</summary>
internal sealed class StartOrder
{
    private readonly TypeFacts _facts;

    public StartOrder(TypeFacts facts) => (_facts, Spawns) = (facts, Spawn.All(facts));

    /// <summary>What the code of the type starts.</summary>
    public IReadOnlyList<Spawn> Spawns { get; }

    /// <summary>What starts a body directly, as a thread of its own.</summary>
    public IReadOnlyList<Spawn> Of(BodyFacts body) => [.. Spawns.Where(spawn => spawn.Started == body)];

    /// <summary>Whether a place runs before the started code begins, or after it has ended.</summary>
    /// <param name="body">The code with the place.</param>
    /// <param name="place">The place.</param>
    /// <param name="spawn">What is started.</param>
    public bool AreApart(BodyFacts body, IOperation place, Spawn spawn)
    {
        var (current, at) = (body, place);
        Spawn? beside = null;
        spawn = Lifted(spawn, body);
        while (current != spawn.Starter)
        {
            if (Of(current).FirstOrDefault(one => one.Site == current.Root) is { } own) beside = own;
            if (current.Outer is null) return AreCallsApart(body, place, spawn);
            (at, current) = (current.Root, current.Outer);
        }

        return beside is null ? IsApart(at, spawn) : AreApart(beside, spawn);
    }

    /// <summary>Whether of two pieces of started code one has ended when the other begins.</summary>
    public static bool AreApart(Spawn one, Spawn other)
    {
        if (one.Starter != other.Starter || (one.Call is not null && one.Call == other.Call)) return false;
        var (first, second) = one.Begin <= other.Begin ? (one, other) : (other, one);
        if (first.Loop is { } loop && loop.Span.Contains(second.Site.Syntax.Span) && !WaitsInLoop(second)) return false;
        return first.IsBlocking || Joins.IsBetween(first.Starter, first.Site.Syntax.Span.End, second.Begin);
    }

    /// <summary>Whether each turn of the loop that starts it waits for it.</summary>
    public static bool WaitsInLoop(Spawn spawn) =>
        spawn.Loop is { } loop && Joins.IsAfter(spawn.Starter, spawn.Site.Syntax.Span.End, loop);

    /// <summary>What a lambda of a query starts is started where the query stands.</summary>
    private static Spawn Lifted(Spawn spawn, BodyFacts body)
    {
        while (spawn.Starter.Outer is { } outer && !IsWithin(body, spawn.Starter))
            spawn = new(outer, spawn.Started, spawn.Starter.Root, spawn.IsOverlapping);
        return spawn;
    }

    private static bool IsWithin(BodyFacts body, BodyFacts outer)
    {
        for (var current = body; current is not null; current = current.Outer)
            if (current == outer) return true;
        return false;
    }

    private static bool IsApart(IOperation place, Spawn spawn)
    {
        if (spawn.IsBlocking) return true;
        var at = place.Syntax.SpanStart;
        if (Joins.IsBetween(spawn.Starter, spawn.Begin, at)) return true;
        return at < spawn.Begin
            && (spawn.Loop is not { } loop || !loop.Span.Contains(place.Syntax.Span) || WaitsInLoop(spawn));
    }

    /// <summary>
    /// Whether the code is a helper that the starter calls, at places that are apart; or code of the one caller, for whom all of
    /// it has ended when the starter returns.
    /// </summary>
    private bool AreCallsApart(BodyFacts body, IOperation place, Spawn spawn)
    {
        if (!body.IsDeferred && Joins.IsBetween(body, 0, place.Syntax.SpanStart)) return true;
        while (body.Outer is { } outer) body = outer;
        if (body.Method is not { } method) return false;
        var calls = (from caller in _facts.Bodies
                     from use in caller.Uses
                     where use.IsCall && ThreadingTypes.Same(use.Method.OriginalDefinition, method.OriginalDefinition)
                     select (Caller: caller, use.Operation)).ToList();
        var within = calls.Where(call => call.Caller == spawn.Starter).ToList();
        if (within.Any(call => !IsApart(call.Operation, spawn))) return false;
        if (method.DeclaredAccessibility == Accessibility.Private) return calls.Count > 0 && within.Count == calls.Count;
        return !_facts.Roots.IsShared && !TypeFacts.IsConstruction(spawn.Starter)
            && (spawn.IsBlocking || Joins.IsAfter(spawn.Starter, spawn.Site.Syntax.Span.End));
    }
}
