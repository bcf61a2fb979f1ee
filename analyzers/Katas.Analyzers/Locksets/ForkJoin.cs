using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Sharing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Locksets;

/// <summary>Finds code that starts threads and waits for them, with a lock that is there for these threads only.</summary>
/// <remarks>Before the first has begun and after the last has ended, the code that started them runs alone.</remarks>
internal static class ForkJoin
{
    /// <summary>Whether a use without the lock is before or after everything that takes the lock.</summary>
    public static bool IsAlone(TypeFacts facts, StateUse bare, IReadOnlyList<StateUse> guarded)
    {
        if (bare.Body.IsDeferred) return false;
        var starts = new List<SyntaxNode>();
        foreach (var body in guarded.Select(use => use.Body).Distinct())
        {
            if (body == bare.Body) continue;
            if (Starts(facts, bare.Body, body) is not { Count: > 0 } found) return false;
            starts.AddRange(found);
        }

        if (starts.Count == 0) return false;
        var place = bare.Access.Operation.Syntax;
        var (first, last) = (starts.Min(start => start.SpanStart), starts.Max(start => start.Span.End));
        var loop = place.Ancestors().FirstOrDefault(around => IsLoop(around) && starts.Any(start => around.Contains(start)));
        if (loop is not null && !Joins.IsAfter(bare.Body, last, loop)) return false;
        return place.Span.End <= first || (place.SpanStart >= last && Joins.IsBetween(bare.Body, last, place.SpanStart));
    }

    /// <summary>The places in a body that start another; null if it may run for another reason.</summary>
    private static List<SyntaxNode>? Starts(TypeFacts facts, BodyFacts starter, BodyFacts started)
    {
        if (started is { IsDeferred: true, Handing: not Handing.Now } && Outermost(started) == starter
            && started.Root.Kind != OperationKind.LocalFunction) return [started.Root.Syntax];
        if (started.Method is not { } method || (!started.IsDeferred && method.DeclaredAccessibility != Accessibility.Private))
            return null;
        var uses = facts.Bodies.SelectMany(body => body.Uses.Select(use => (Body: body, Use: use)))
            .Where(one => ThreadingTypes.Same(one.Use.Method.OriginalDefinition, method.OriginalDefinition)).ToList();
        return uses.TrueForAll(one => Outermost(one.Body) == starter && !(one.Body == starter && one.Use.IsCall))
            ? [.. uses.Select(one => one.Use.Operation.Syntax)]
            : null;
    }

    private static BodyFacts Outermost(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        return body;
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}
