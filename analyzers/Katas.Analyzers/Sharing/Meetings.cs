using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells which uses of a field, or of a captured variable, two threads can be in at the same time.</summary>
internal sealed class Meetings(TypeFacts facts)
{
    private readonly StartOrder _order = new(facts);

    /// <summary>Whether two threads can be in two uses of a field at once, one in each.</summary>
    /// <param name="one">A use.</param>
    /// <param name="other">Another, or the same.</param>
    /// <param name="isStarted">Whether one of the two is on a thread that the type's own code starts.</param>
    public bool OfField(StateUse one, StateUse other, out bool isStarted)
    {
        isStarted = false;
        var found = false;
        foreach (var a in facts.Roots.Of(one.Body))
        {
            foreach (var b in facts.Roots.Of(other.Body))
            {
                if (a.Equals(b) ? !IsBesideItself(a) : AreApart(one, a, b) || AreApart(other, b, a)) continue;
                found = true;
                isStarted |= IsStarted(a) || IsStarted(b);
            }
        }

        return found;
    }

    /// <summary>Whether two threads can be in two uses of a captured variable at once, one in each.</summary>
    public bool OfVariable(StateUse one, StateUse other)
    {
        var variable = one.Access.Member;
        return Threads(one.Body, variable).Any(a => Threads(other.Body, variable).Any(b => (a, b) switch
        {
            (null, null) => false,
            (null, { } started) => !_order.AreApart(one.Body, one.Access.Operation, started),
            ({ } started, null) => !_order.AreApart(other.Body, other.Access.Operation, started),
            var (s, t) when s == t => IsBesideItself(s!, variable),
            var (s, t) => !StartOrder.AreApart(s!, t!) && !IsWithin(one, t!) && !IsWithin(other, s!),
        }));

        // Of a thread and the one that it starts, the order of the source decides.
        bool IsWithin(StateUse use, Spawn spawn) =>
            spawn.Starter == use.Body && _order.AreApart(use.Body, use.Access.Operation, spawn);
    }

    private bool IsStarted(ThreadRoot root) => root.Body is { } body && _order.Of(body).Count > 0;

    private bool IsBesideItself(ThreadRoot root)
    {
        if (root.Body is not { } body) return false;
        var spawns = _order.Of(body);
        if (spawns.Count > 0 && spawns.All(spawn => spawn.IsScheduled)) return false;
        if (spawns.Count > 1 && spawns.Any(a => spawns.Any(b => a != b && !StartOrder.AreApart(a, b)))) return true;
        return root.IsSelfParallel
            && !(spawns.Count > 0 && spawns.All(spawn => !spawn.IsManyByItself && StartOrder.WaitsInLoop(spawn)));
    }

    /// <summary>Whether what a root of this type starts is not there when another uses the field.</summary>
    private bool AreApart(StateUse use, ThreadRoot on, ThreadRoot started)
    {
        if (started.Body is not { } body || _order.Of(body) is not { Count: > 0 } spawns) return false;
        if (spawns.All(spawn => spawn.IsScheduled)) return true;
        // Two calls of a member may be under way: in one of them the thread runs that the other has not started yet.
        if (on.IsSelfParallel && !IsStarted(on) && !spawns.All(spawn => Lifetimes.Begins(spawn.Starter.Owner))) return false;
        return spawns.All(spawn => on.Body is { } other && _order.Of(other) is { Count: > 0 } others
            ? others.All(one => StartOrder.AreApart(one, spawn)) || _order.AreApart(use.Body, use.Access.Operation, spawn)
            : _order.AreApart(use.Body, use.Access.Operation, spawn));
    }

    /// <summary>The threads on which a body uses a variable, null for the one that declares it.</summary>
    private IReadOnlyList<Spawn?> Threads(BodyFacts body, ISymbol variable, int depth = 0)
    {
        var spawns = _order.Of(body);
        var threads = new List<Spawn?>(spawns);
        if (depth > 5 || Declares(body, variable)) return spawns.Count > 0 && !Declares(body, variable) ? threads : [null];
        if (body.Root.Kind == OperationKind.LocalFunction)
        {
            threads.AddRange(
                from caller in facts.Bodies
                where caller != body && caller.Uses.Any(use => (use.IsCall || use.Handing is Handing.Now or Handing.Awaited)
                    && ThreadingTypes.Same(use.Method.OriginalDefinition, body.Method?.OriginalDefinition))
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
    private bool IsBesideItself(Spawn spawn, ISymbol variable)
    {
        var loop = spawn.Loop;
        var isOutside = loop is not null && !variable.DeclaringSyntaxReferences.Any(one => loop.Span.Contains(one.Span));
        if (spawn.IsManyByItself || (spawn.IsOverlapping && isOutside && !StartOrder.WaitsInLoop(spawn))) return true;
        return !Declares(spawn.Starter, variable)
            && Threads(spawn.Starter, variable)
                .Any(outer => outer is not null && outer != spawn && IsBesideItself(outer, variable));
    }

    private static bool Declares(BodyFacts body, ISymbol variable) =>
        body.Outer is null || variable.DeclaringSyntaxReferences.Any(one => body.Root.Syntax.Span.Contains(one.Span));
}
