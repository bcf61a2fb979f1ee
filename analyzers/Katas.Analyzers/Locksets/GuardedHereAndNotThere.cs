using System;
using System.Linq;
using Katas.Analyzers.Sharing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0101: a field is used under a lock in one place, and without it in another.</summary>
/// <remarks>A lock keeps out only those who ask for it: one use without it undoes the others.</remarks>
internal sealed class GuardedHereAndNotThere : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0101",
        "A field is guarded here and not there",
        "'{0}' is {1} here {2} '{3}', which {4} holds to {5} it: {6}",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0101.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks) return;
        var doubleChecks = DoubleCheck.All(facts);
        foreach (var (state, all) in Discipline.Breaches(facts))
        {
            var bare = all.Where(use => !doubleChecks.Any(check => check.Covers(state, use)));
            var guarded = Discipline.Guarded(state);
            // One report for each body: the first write in it, else the first read.
            foreach (var uses in bare.GroupBy(use => use.Body))
            {
                var use = uses.FirstOrDefault(one => one.IsWrite) ?? uses.First();
                var against = Discipline.Against(facts, use, guarded)!;
                var gate = against.Guards.Locks.First(l => l.IsOwn).Name;
                Report(state, use, against, gate, [.. uses.Where(other => other != use)], report);
            }
        }

        foreach (var (state, bare, gate, against) in GuardedParts.Breaches(facts))
        {
            foreach (var uses in bare.GroupBy(use => use.Body))
            {
                var use = uses.FirstOrDefault(one => one.IsWrite) ?? uses.First();
                Report(state, use, against, gate.Name, [.. uses.Where(other => other != use)], report);
            }
        }
    }

    private static void Report(
        GuardedState state, StateUse bare, StateUse against, string gate, StateUse[] others, Action<Diagnostic> report)
    {
        var (here, there) = (bare.Body.Name, against.Body.Name);
        if (here == there) there += " in another thread";
        report(Diagnostic.Create(
            Rule, bare.Location, [against.Location, .. others.Select(other => other.Location)],
            bare.Access.Member.Name,
            bare.IsWrite ? "written" : "read",
            bare.Held.IsEmpty ? "without" : "under no more than a read lock of",
            gate,
            against.Body.Name,
            against.IsWrite ? "write" : "read",
            Schedule(state, bare, against, here, there)));
    }

    private static string Schedule(GuardedState state, StateUse bare, StateUse against, string here, string there) =>
        (bare.IsWrite, against.IsWrite) switch
        {
            (true, true) => $"{there} reads the old value, {here} writes, {there} writes, and one of the two is lost",
            (true, false) => $"{there} looks at it, {here} writes it, {there} goes on with what is no longer so",
            _ when state.IsInside(bare) => $"{there} is half way through its change when {here} looks in",
            _ => $"{there} writes and has not finished when {here} reads",
        };
}
