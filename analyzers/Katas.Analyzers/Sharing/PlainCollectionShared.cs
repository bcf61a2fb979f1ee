using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0303: one thread changes a plain collection while another is in it, and no lock keeps them apart.</summary>
/// <remarks>
/// Where some code of the type takes a lock for the collection, KATA0101 and KATA0102 speak; this rule is about those that no
/// lock is for.
/// </remarks>
internal sealed class PlainCollectionShared : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0303",
        "A plain collection shared across threads",
        "{0} changes the {1} '{2}', and {3} {4} it at the same time with no lock in common: {5}",
        "Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0303.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (Contracts.IsConfined(facts.Type)) return;
        foreach (var (write, other) in OfEntries(facts)) Report(write, other, write.Access.Member.Name + "[...]", report);
        if (!facts.Bodies.Any(Touches)) return;
        foreach (var (write, other) in OfFields(facts).Concat(OfVariables(facts)))
            Report(write, other, write.Access.Member.Name, report);
    }

    private static bool Touches(BodyFacts body) =>
        body.Accesses.Any(access => access.Kind == AccessKind.Mutate)
        || body.Captured.Any(access => access.Kind == AccessKind.Mutate || PlainCollections.Is(access.Operation.Type));

    private static IEnumerable<(StateUse Write, StateUse Other)> OfFields(TypeFacts facts)
    {
        foreach (var state in GuardedState.Of(facts))
        {
            if (!PlainCollections.IsIn(facts, state.Member, state.Type) || Discipline.Guarded(state).Count > 0) continue;
            var found = Pair(facts, state.Uses, (one, other) =>
                !Escapes.Is(facts, state, one) && !Escapes.Is(facts, state, other)
                && !Exemptions.Has(state, one) && !Exemptions.Has(state, other)
                && (facts.Meetings.OfField(one, other, (_, _) => facts.Callers.MayChangeCollection(one.Body))
                    || (one == other && Statics.IsCache(state, one))));
            if (found is { } pair) yield return pair;
        }
    }

    private static IEnumerable<(StateUse Write, StateUse Other)> OfVariables(TypeFacts facts)
    {
        var uses = from body in facts.Bodies
                   from access in body.Captured
                   where PlainCollections.Is(access.Operation.Type)
                   let done = HandedCollection.IsChanged(facts, access) ? access with { Kind = AccessKind.Mutate } : access
                   select new StateUse(body, done, facts.At(body, access.Held));
        foreach (var variable in uses.GroupBy(use => use.Access.Member, SymbolEqualityComparer.Default))
        {
            if (!PlainCollections.IsIn(facts, variable.Key!, variable.First().Access.Operation.Type)) continue;
            var found = Pair(facts, [.. variable], (one, other) => facts.Meetings.OfVariable(variable.Key!, one, other));
            if (found is { } pair) yield return pair;
        }
    }

    private static IEnumerable<(StateUse Write, StateUse Other)> OfEntries(TypeFacts facts)
    {
        foreach (var uses in SharedEntries.Of(facts))
        {
            var found = Pair(facts, [.. uses], (one, other) => IsVariable(uses.Key)
                ? facts.Meetings.OfVariable(uses.Key!, one, other)
                : facts.Meetings.OfField(one, other, (_, _) => !facts.Callers.IsForOne));
            if (found is { } pair) yield return pair;
        }
    }

    private static bool IsVariable(ISymbol? holder) =>
        holder is ILocalSymbol || (holder is IParameterSymbol parameter && !LockIdentity.IsPrimary(parameter));

    /// <summary>A change, and another use that nothing keeps apart from it; a change by started code before any other.</summary>
    private static (StateUse Write, StateUse Other)? Pair(
        TypeFacts facts, IReadOnlyList<StateUse> uses, Func<StateUse, StateUse, bool> canMeet)
    {
        var inside = uses.Where(use => use.Access.IsOfContent && !use.Held.IsUncertain && !use.IsUnderSome
            && !facts.IsUncertain(use.Body) && !IsCalledUnderLock(facts, use.Body)).ToList();
        var pairs = from write in inside
                    where write.Access.Kind == AccessKind.Mutate
                    from other in inside
                    where !(PlainCollections.IsElement(write.Access) && PlainCollections.IsElement(other.Access))
                    where (write.IsBare || other.IsBare || write.Access.Member is not (IFieldSymbol or IPropertySymbol))
                        && !StateUse.AreExcluded(write, other) && canMeet(write, other)
                    orderby write.Body.IsDeferred descending, other.IsWrite descending
                    select (write, other);
        return pairs.Select(pair => ((StateUse, StateUse)?)pair).FirstOrDefault();
    }

    /// <summary>Whether some caller of a helper holds a lock: another may have it already, as a parameter tells.</summary>
    private static bool IsCalledUnderLock(TypeFacts facts, BodyFacts body) =>
        body.Method is { } method && facts.Entry(body).IsEmpty && facts.Bodies.Any(caller => caller.Uses.Any(use =>
            use.IsCall && ThreadingTypes.Same(use.Method.OriginalDefinition, method.OriginalDefinition)
            && !facts.At(caller, use.Held).IsEmpty));

    private static void Report(StateUse write, StateUse other, string name, Action<Diagnostic> report)
    {
        var type = (write.Access.Operation.Type as INamedTypeSymbol)?.Name ?? "collection";
        report(Diagnostic.Create(
            Rule, write.Location, [other.Location], Name(write), type, name,
            write.Body == other.Body || Name(write) == Name(other) ? "another thread in it" : Name(other),
            other.IsWrite ? "changes" : "reads", Harm(type, other.IsWrite)));
    }

    private static string Name(StateUse use) =>
        use.Body is { IsDeferred: true, Handing: Handing.Concurrently or Handing.Overlapping }
            ? "what " + use.Body.Name + " starts"
            : use.Body.Name;

    private static string Harm(string type, bool isChanged) => (type, isChanged) switch
    {
        ("StringBuilder", true) => "both write at the same place, and text is lost",
        ("Dictionary" or "HashSet" or "IDictionary" or "ISet", true) =>
            "both link an entry into the same bucket, one is lost, and a later search may never end",
        (_, true) => "both take the same free place, and one item is lost",
        ("Dictionary" or "HashSet" or "IDictionary" or "ISet", false) =>
            "it grows while the other looks, who misses what has been there for an hour, or throws",
        _ => "the other sees a half-made change, or throws",
    };
}
