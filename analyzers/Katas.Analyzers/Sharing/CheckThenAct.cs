using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0306: two calls of a concurrent collection of which the second relies on what the first has found.</summary>
/// <remarks>
/// Each call is safe by itself. Between the two any other thread may call too. A lock around both keeps the pair together, and so
/// does one call that does both.
/// </remarks>
internal sealed class CheckThenAct : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0306",
        "Check-then-act on a concurrent collection",
        "Between {0} and {1} another thread can change '{2}': {3}; {4}",
        "Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0306.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        var all = ConcurrentUse.All(facts);
        if (all.Count == 0 || Contracts.IsConfined(facts.Type)) return;
        var reported = new HashSet<SyntaxNode>();
        foreach (var act in all)
        {
            if (!IsShared(facts, act) || act.Held.IsUncertain || facts.IsUncertain(act.Body)) continue;
            var before = all.Where(use => use.Body == act.Body && use.IsOfSame(act) && ConcurrentUse.IsBefore(use, act))
                .ToList();
            if (CheckedPairs.Find(act, before) is not { } pair || !HasRival(facts, all, pair)) continue;
            if (reported.Add(pair.Check.Operation.Syntax)) Report(pair, report);
        }
    }

    private static void Report(CheckedPair pair, Action<Diagnostic> report)
    {
        var name = pair.Act.Holder!.Name;
        report(Diagnostic.Create(
            Rule, pair.Check.Operation.Syntax.GetLocation(), [pair.Act.Operation.Syntax.GetLocation()],
            CheckedPair.Say(pair.Check), pair.Check.Operation == pair.Act.Operation ? "the write" : CheckedPair.Say(pair.Act),
            name, pair.Harm, pair.Remedy));
    }

    /// <summary>Whether other threads can have the collection: a local is its method's own until it is captured.</summary>
    private static bool IsShared(TypeFacts facts, ConcurrentUse use)
    {
        if (use.Holder is null || use.Path is null || Contracts.IsConfined(use.Holder)) return false;
        if (use.Holder is not ILocalSymbol local)
            return use.Holder is IParameterSymbol || (!TypeFacts.IsConstruction(use.Body) && facts.Roots.Of(use.Body).Count > 0);
        for (var body = use.Body; body is not null; body = body.Outer)
        {
            if (local.DeclaringSyntaxReferences.Any(one => body.Root.Syntax.Span.Contains(one.Span))
                && (body.Outer is null || body.IsDeferred)) return false;
            if (body.Handing is Handing.Concurrently or Handing.Overlapping) return true;
        }

        return false;
    }

    /// <summary>Whether another thread may break the pair; of a collection that others can reach, nobody knows.</summary>
    private static bool HasRival(TypeFacts facts, IReadOnlyList<ConcurrentUse> all, CheckedPair pair)
    {
        if (pair.Act.Holder is not { DeclaredAccessibility: Accessibility.Private } or ILocalSymbol) return true;
        return all.Any(rival => ThreadingTypes.Same(rival.Holder, pair.Act.Holder)
            && (pair.IsBrokenByRemoval ? rival.IsRemoving : rival.IsAdding)
            && facts.Roots.MayRunTogether(rival.Body, pair.Act.Body));
    }
}
