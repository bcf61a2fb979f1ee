using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0104: two locks are taken in one order here, and in the other there.</summary>
/// <remarks>A cycle of waiting is the one condition of a deadlock that an order of the locks rules out.</remarks>
internal sealed class OppositeOrders : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0104",
        "Locks are taken in opposite orders",
        "{0}",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0104.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks) return;
        var edges = LockGraph.Of(facts);
        var places = new HashSet<Location>();
        foreach (var edge in edges.Where(edge => edge.IsOfTwoInstances && places.Add(edge.Location)))
            if (ArgumentOrder.Is(facts, edge)) ReportArguments(edge, report);

        var apart = edges.Where(edge => !edge.IsOfTwoInstances && Key(edge.From) != Key(edge.To)).ToList();
        var reported = new HashSet<string>();
        foreach (var edge in apart)
        {
            if (Cycle(facts, edge, apart) is not { } cycle) continue;
            if (reported.Add(string.Join(" ", cycle.Select(e => Key(e.From)).OrderBy(name => name, StringComparer.Ordinal))))
                ReportCycle(cycle, apart, report);
        }

        foreach (var (here, there, other) in MutualCalls.Of(facts)) ReportMutual(here, there, other, report);
    }

    /// <summary>
    /// The shortest way back from the lock that is taken to the one that is held; with the edge itself in front.
    /// </summary>
    private static List<LockEdge>? Cycle(TypeFacts facts, LockEdge first, List<LockEdge> edges)
    {
        var ways = new Queue<List<LockEdge>>();
        ways.Enqueue([first]);
        var seen = new HashSet<LockEdge>();
        while (ways.Count > 0)
        {
            var way = ways.Dequeue();
            var end = way[way.Count - 1];
            if (way.Count > 1 && Key(end.To) == Key(first.From))
            {
                if (CanHappen(facts, way)) return way;
                continue;
            }

            if (way.Count == 4) continue;
            foreach (var next in edges
                .Where(next => Key(next.From) == Key(end.To) && (Key(next.To) == Key(first.From) || seen.Add(next))))
                ways.Enqueue([.. way, next]);
        }

        return null;
    }

    /// <summary>
    /// Whether threads can be at all places at once: no lock around all of them, and not all of them only read.
    /// </summary>
    private static bool CanHappen(TypeFacts facts, List<LockEdge> way)
    {
        var inCycle = new HashSet<string>(way.Select(edge => Key(edge.From)));
        var outer = way[0].All.Locks.Where(l => l.IsOwn && !inCycle.Contains(Key(l)));
        if (outer.Any(l => way.All(edge => edge.All.Contains(l)))) return false;
        if (way.All(edge => edge.From.Mode == LockMode.Shared && edge.To.Mode == LockMode.Shared)) return false;
        return way.Skip(1).All(edge => facts.Roots.MayRunTogether(way[0].Body, edge.Body));
    }

    private static void ReportCycle(List<LockEdge> cycle, List<LockEdge> edges, Action<Diagnostic> report)
    {
        // What is done in fewer places is the exception; of two alike, the later one.
        var odd = cycle.OrderBy(edge => edges.Count(e => Key(e.From) == Key(edge.From) && Key(e.To) == Key(edge.To)))
            .ThenByDescending(edge => edge.Place.Syntax.SpanStart).First();
        var others = cycle.Where(edge => edge != odd).ToList();
        var places = others.Select(edge => edge.Body == odd.Body ? "another part of " + edge.Body.Name : edge.Body.Name);
        var there = string.Join(" and ", places.Distinct());
        var message = others.Count == 1
            ? $"and {there} takes them the other way round: a thread in each holds one and waits for the other for ever"
            : $"and {there} close the circle '{string.Join("', '", cycle.Select(edge => edge.From.Name))}': "
                + "a thread at each holds one and waits for the next for ever";
        report(Diagnostic.Create(Rule, odd.Location, Sites(odd, others), $"{Taken(odd)}, {message}"));
    }

    private static void ReportMutual(LockEdge here, LockEdge there, INamedTypeSymbol other, Action<Diagnostic> report) =>
        report(Diagnostic.Create(
            Rule, here.Location, [here.Inner.Syntax.GetLocation(), there.Location, there.Inner.Syntax.GetLocation()],
            $"This call takes '{other.Name}.{here.To.Symbol.Name}' while '{here.From.Name}' is held, and "
                + $"{other.Name}.{there.Body.Name} calls back the other way round: a thread in each holds one and waits for "
                + "the other for ever; call it after the lock"));

    private static void ReportArguments(LockEdge edge, Action<Diagnostic> report) => report(Diagnostic.Create(
        Rule, edge.Location, Sites(edge, []),
        ArgumentOrder.IsRing(edge)
            ? $"{Taken(edge)}, which is the next one in a ring: if a thread holds each of them, all wait for the next for ever; "
                + "take them in a fixed order, the smaller index first"
            : $"{Taken(edge)}, in the order of the arguments: {edge.Body.Name}(a, b) and {edge.Body.Name}(b, a) at once hold "
                + "one each and wait for the other for ever; take them in a fixed order, such as by id"));

    private static string Taken(LockEdge edge) => $"'{edge.To.Name}' is taken here while '{edge.From.Name}' is held";

    /// <summary>Every acquisition of the cycle: the outer and the inner one of each edge.</summary>
    private static Location[] Sites(LockEdge edge, List<LockEdge> others) =>
        [.. others.Prepend(edge).SelectMany(e => new[] { Outer(e), e.Place, e.Inner }).OfType<IOperation>()
            .Select(LockEdge.PlaceOf)
            .Where(place => place != edge.Location).Distinct()];

    private static IOperation? Outer(LockEdge edge) => edge.Body.Acquisitions
        .LastOrDefault(a => a.Lock.IsSameLock(edge.From)
            && a.Operation.Syntax.SpanStart < edge.Place.Syntax.SpanStart)?.Operation;

    /// <summary>Locks of other objects count as one for each field: in the next call it is this object, or another.</summary>
    private static string Key(LockIdentity one)
    {
        var path = one.Receiver.StartsWith("this.", StringComparison.Ordinal) ? one.Receiver + "." : "";
        if (one.Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } places }) path = places[0].Span.Start + ".";
        return path + one.Symbol.ToDisplayString();
    }
}
