using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>Tells which code is kept apart by starting and waiting: what comes before the start, and after the wait.</summary>
internal sealed class StartOrder(TypeFacts facts)
{
    private readonly Joins _joins = new();
    private readonly ILookup<BodyFacts, Spawn> _of = Spawns.All(facts).ToLookup(spawn => spawn.Started);

    /// <summary>What the code of the type starts.</summary>
    public IEnumerable<Spawn> All => _of.SelectMany(all => all);

    /// <summary>What starts a body directly, as a thread of its own.</summary>
    public IEnumerable<Spawn> Of(BodyFacts body) => _of[body];

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
            if (current.Root is IAnonymousFunctionOperation && Of(current).FirstOrDefault() is { } own) beside = own;
            if (current.Outer is null) return AreCallsApart(body, place, spawn);
            (at, current) = (current.Root, current.Outer);
        }

        return beside is null ? IsApart(at, spawn) : AreApart(beside, spawn);
    }

    /// <summary>Whether of two pieces of started code one has ended when the other begins.</summary>
    public bool AreApart(Spawn one, Spawn other)
    {
        if (one.Starter != other.Starter || (one.Call is not null && one.Call == other.Call)) return false;
        var (first, second) = one.Begin <= other.Begin ? (one, other) : (other, one);
        if (first.Loop is { } loop && loop.Syntax.Span.Contains(second.Site.Syntax.Span) && !WaitsInLoop(second)) return false;
        return first.IsBlocking || _joins.IsBetween(first.Starter, first.Site.Syntax.Span.End, second.Begin);
    }

    /// <summary>Whether each turn of the loop that starts it waits for it.</summary>
    public bool WaitsInLoop(Spawn spawn) =>
        spawn.Loop is { } loop && _joins.IsAfter(spawn.Starter, spawn.Site.Syntax.Span.End, loop);

    /// <summary>Whether a body is a lambda in another, or is it.</summary>
    public static bool IsWithin(BodyFacts body, BodyFacts outer)
    {
        for (var current = body; current is not null; current = current.Outer)
            if (current == outer) return true;
        return false;
    }

    /// <summary>What a lambda of a query starts is started where the query stands.</summary>
    private static Spawn Lifted(Spawn spawn, BodyFacts body)
    {
        while (spawn.Starter.Outer is { } outer && !IsWithin(body, spawn.Starter))
            spawn = new(outer, spawn.Started, spawn.Starter.Root, spawn.IsOverlapping);
        return spawn;
    }

    private bool IsApart(IOperation place, Spawn spawn)
    {
        if (spawn.IsBlocking) return true;
        var at = place.Syntax.SpanStart;
        if (_joins.IsBetween(spawn.Starter, spawn.Begin, at)) return true;
        return at < spawn.Begin
            && (spawn.Loop is not { } loop || !loop.Syntax.Span.Contains(place.Syntax.Span) || WaitsInLoop(spawn));
    }

    /// <summary>
    /// Whether the code is a helper that the starter calls, at places that are apart; or code of the one caller, for whom all of
    /// it has ended when the starter returns.
    /// </summary>
    private bool AreCallsApart(BodyFacts body, IOperation place, Spawn spawn)
    {
        if (!body.IsDeferred && !Of(body).Any() && _joins.IsBetween(body, 0, place.Syntax.SpanStart)) return true;
        while (body.Outer is { } outer) body = outer;
        if (body.Method is not { } method) return false;
        var calls = (from caller in facts.Bodies
                     from use in caller.Uses
                     where use.IsCall && ThreadingTypes.Same(use.Method.OriginalDefinition, method.OriginalDefinition)
                     select (Caller: caller, use.Operation)).ToList();
        var within = calls.Where(call => call.Caller == spawn.Starter).ToList();
        if (within.Any(call => !IsApart(call.Operation, spawn))) return false;
        if (method.DeclaredAccessibility == Accessibility.Private) return calls.Count > 0 && within.Count == calls.Count;
        return !facts.Roots.IsShared && !TypeFacts.IsConstruction(spawn.Starter)
            && (spawn.IsBlocking || _joins.IsAfter(spawn.Starter, spawn.Site.Syntax.Span.End));
    }
}
