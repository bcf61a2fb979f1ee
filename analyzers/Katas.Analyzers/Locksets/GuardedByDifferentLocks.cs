using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0102: every use of a field is under a lock, and not all under the same.</summary>
/// <remarks>Two threads that hold two locks do not wait for each other.</remarks>
internal sealed class GuardedByDifferentLocks : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0102",
        "A field is guarded by different locks",
        "'{0}' is {1} here under '{2}', and {3} {4} it under '{5}': a thread in each holds its own lock, and neither waits",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0102.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks) return;
        foreach (var state in GuardedState.Of(facts))
        {
            var guarded = state.Uses.Where(use => !use.IsBare && !use.IsUnderSome).ToList();
            if (guarded.Count < 2 || Usual(guarded) is not { } usual) continue;
            var others = guarded.Where(use => !use.Guards.Contains(usual) && !facts.IsUncertain(use.Body))
                .GroupBy(use => use.Body);
            foreach (var uses in others)
            {
                if (uses.OrderByDescending(use => use.IsWrite)
                    .FirstOrDefault(use => Against(facts, state, use, guarded) is not null) is not { } use)
                    continue;
                Report(state, use, Against(facts, state, use, guarded)!, report);
            }
        }

        foreach (var (state, other, against) in GuardedParts.UnderOtherLocks(facts)) Report(state, other, against, report);
    }

    private static void Report(GuardedState state, StateUse use, StateUse against, Action<Diagnostic> report) =>
        report(Diagnostic.Create(
            Rule, use.Location, new[] { against.Location }, state.Member.Name, use.IsWrite ? "written" : "read",
            Names(use), against.Body == use.Body ? "another part of " + against.Body.Name : against.Body.Name,
            against.IsWrite ? "writes" : "reads", Names(against)));

    private static string Names(StateUse use) => string.Join("' and '", use.Guards.Locks.Select(l => l.Name).Distinct());

    /// <summary>The lock that most uses are under; of two alike, the one that the source names first.</summary>
    private static LockIdentity? Usual(List<StateUse> guarded) => guarded
        .SelectMany(use => use.Guards.Locks)
        .OrderByDescending(one => guarded.Count(use => use.Guards.Contains(one))).FirstOrDefault();

    /// <summary>A use that has no lock in common with this one, though one of the two writes.</summary>
    private static StateUse? Against(TypeFacts facts, GuardedState state, StateUse use, List<StateUse> guarded) =>
        guarded.FirstOrDefault(other =>
            (use.IsWrite || other.IsWrite) && !Excludes(use, other) && facts.Roots.MayRunTogether(use.Body, other.Body)
            && !(!use.IsWrite && Exemptions.Has(state, use)) && !(!other.IsWrite && Exemptions.Has(state, other)));

    /// <summary>Whether a lock that both hold keeps them apart: in one of the two it must keep everybody out.</summary>
    private static bool Excludes(StateUse one, StateUse other) =>
        one.Held.Locks.Any(l => other.Held.Contains(l) && (one.Held.ContainsExclusive(l) || other.Held.ContainsExclusive(l)));
}
