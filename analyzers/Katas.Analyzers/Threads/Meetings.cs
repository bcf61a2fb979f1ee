using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Threads;

/// <summary>Tells which uses of a field, or of a captured variable, two threads can be in at the same time.</summary>
internal sealed class Meetings
{
    private readonly TypeFacts _facts;
    private readonly StartOrder _order;
    private readonly Interleaving _interleaving;

    public Meetings(TypeFacts facts)
    {
        (_facts, _order) = (facts, new(facts));
        _interleaving = new(facts, _order.All);
    }

    /// <summary>Whether two threads can be in two uses of a field at once, one in each.</summary>
    /// <param name="one">A use.</param>
    /// <param name="other">Another, or the same.</param>
    /// <param name="isForMany">Whether several callers may be in a member at once, and do what a use in it does.</param>
    public bool OfField(StateUse one, StateUse other, Func<BodyFacts?, StateUse, bool> isForMany) =>
        RootsOf(one.Body).Any(a => RootsOf(other.Body).Any(b => Meet(a, one, b, other, isForMany)));

    /// <summary>Whether two threads can be in two uses of a captured variable at once, one in each.</summary>
    public bool OfVariable(ISymbol variable, StateUse one, StateUse other)
    {
        return Threads(one.Body, variable).Any(a => Threads(other.Body, variable).Any(b => (a, b) switch
        {
            (null, null) => false,
            (null, { } started) => !IsEarly(started, other) && !_order.AreApart(one.Body, one.Access.Operation, started),
            ({ } started, null) => !IsEarly(started, one) && !_order.AreApart(other.Body, other.Access.Operation, started),
            var (s, t) when IsEarly(s!, one) && IsEarly(t!, other) => false,
            var (s, t) when s == t => IsBesideItself(s!, variable, depth: 0),
            var (s, t) => !_order.AreApart(s!, t!) && !IsKeptFrom(one, t!) && !IsKeptFrom(other, s!),
        }));

        // Of a thread and the one that it starts, the order of the source decides.
        bool IsKeptFrom(StateUse use, Spawn spawn) =>
            spawn.Starter == use.Body && _order.AreApart(use.Body, use.Access.Operation, spawn);
    }

    private IEnumerable<ThreadRoot> RootsOf(BodyFacts body) => _facts.Roots.Of(body).Concat(_interleaving.Of(body));

    private IReadOnlyList<Spawn> SpawnsOf(ThreadRoot root) =>
        root is not { Body: { } body, Place: { } place } ? []
        : [.. _order.Of(body).Where(spawn => spawn.Function == place || (place == body.Root && !spawn.IsCall))];

    private bool Meet(ThreadRoot a, StateUse one, ThreadRoot b, StateUse other, Func<BodyFacts?, StateUse, bool> isForMany)
    {
        if (a.Place is null && b.Place is null)
            return (a != b || a.IsSelfParallel) && isForMany(a.Body, one) && isForMany(b.Body, other);
        var (left, right) = (SpawnsOf(a), SpawnsOf(b));
        if (IsOfCaller(a, left, one) && IsOfCaller(b, right, other)) return false;
        return a == b
            ? IsBesideItself(a, left, one, isForMany)
            : !AreApart(one, a, left, right, isForMany) && !AreApart(other, b, right, left, isForMany);
    }

    /// <summary>Whether it runs on the thread of whoever calls, or started it.</summary>
    private static bool IsOfCaller(ThreadRoot root, IReadOnlyList<Spawn> spawns, StateUse use) =>
        root.Place is null || (spawns.Count > 0 && spawns.All(spawn => IsEarly(spawn, use)));

    /// <summary>Whether an async function has not waited yet when it comes to a use.</summary>
    private static bool IsEarly(Spawn spawn, StateUse use) => spawn.IsInterleaved
        && use.Body.Method is { IsAsync: true } && !Positions.IsAfterAwait(use.Body.Root, use.Access.Operation);

    private bool IsBesideItself(
        ThreadRoot root, IReadOnlyList<Spawn> spawns, StateUse use, Func<BodyFacts?, StateUse, bool> isForMany)
    {
        if (spawns.Count == 0) return root.IsSelfParallel;
        if (spawns.All(spawn => spawn.IsScheduled)) return false;
        if (spawns.Any(a => spawns.Any(b => a != b && !_order.AreApart(a, b)))) return true;
        return root.IsSelfParallel && !spawns.All(spawn => !spawn.IsManyByItself && _order.WaitsInLoop(spawn))
            && (spawns.Any(spawn => spawn.IsOverlapping || Lifetimes.IsDropped(spawn.Site)) || isForMany(root.Body, use));
    }

    /// <summary>Whether what a root of this type starts is not there when another uses the field.</summary>
    private bool AreApart(
        StateUse use, ThreadRoot on, IReadOnlyList<Spawn> others, IReadOnlyList<Spawn> spawns,
        Func<BodyFacts?, StateUse, bool> isForMany)
    {
        if (spawns.Count == 0) return false;
        if (spawns.All(spawn => spawn.IsScheduled)) return true;
        if (on.Place is null)
        {
            // Who calls an async method and goes on, waits for it where the source does not tell.
            if (spawns.All(spawn => spawn.IsCall)) return true;
            if (IsOfLife(use) && !spawns.Any(spawn => StartOrder.IsWithin(spawn.Starter, use.Body))) return true;
            // Two calls of a member may be under way: in one of them the thread runs that the other has not started yet.
            if (on.IsSelfParallel && isForMany(on.Body, use) && !spawns.All(spawn => Lifetimes.Begins(spawn.Starter.Owner)))
                return false;
        }

        return spawns.All(spawn => (others.Count > 0 && others.All(one => _order.AreApart(one, spawn)))
            || _order.AreApart(use.Body, use.Access.Operation, spawn));
    }

    /// <summary>Whether it is set where the object's life begins or ends, when nobody else is there.</summary>
    private static bool IsOfLife(StateUse use) =>
        use.Access.Kind == AccessKind.Write && !use.Body.IsDeferred && Lifetimes.Is(use.Body.Owner);

    /// <summary>The threads on which a body uses a variable, null for the one that declares it.</summary>
    private IReadOnlyList<Spawn?> Threads(BodyFacts body, ISymbol variable, int depth = 0)
    {
        if (Declares(body, variable)) return [null];
        var spawns = _order.Of(body).Where(spawn => !spawn.IsScheduled).ToList();
        var threads = new List<Spawn?>(spawns);
        if (depth > 5) return spawns.Count > 0 ? threads : [null];
        if (body.Root.Kind == OperationKind.LocalFunction)
        {
            threads.AddRange(
                from caller in _facts.Bodies
                where caller != body && caller.Uses.Any(use => (use.IsCall || use.Handing is Handing.Now or Handing.Awaited)
                    && ThreadingTypes.Same(use.Method.OriginalDefinition, body.Method?.OriginalDefinition)
                    && !spawns.Any(spawn => spawn.Site == use.Operation))
                from thread in Threads(caller, variable, depth + 1)
                select thread);
        }
        else if (spawns.Count == 0 && body.Outer is { } outer)
        {
            return Threads(outer, variable, depth + 1);
        }

        return threads;
    }

    /// <summary>Whether a thread runs beside another of its kind that has the same variable.</summary>
    private bool IsBesideItself(Spawn spawn, ISymbol variable, int depth)
    {
        if (spawn.IsManyByItself || (spawn.IsRepeatedFor(variable) && !_order.WaitsInLoop(spawn))) return true;
        return depth < 5 && !Declares(spawn.Starter, variable)
            && Threads(spawn.Starter, variable)
                .Any(outer => outer is not null && outer != spawn && IsBesideItself(outer, variable, depth + 1));
    }

    private static bool Declares(BodyFacts body, ISymbol variable) =>
        body.Outer is null || variable.DeclaringSyntaxReferences.Any(one => body.Root.Syntax.Span.Contains(one.Span));
}
