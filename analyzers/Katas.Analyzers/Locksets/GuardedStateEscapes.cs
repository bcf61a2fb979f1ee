using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0107: a collection that a lock guards goes out to code that does not hold the lock.</summary>
internal sealed class GuardedStateEscapes : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0107",
        "Guarded state escapes its lock",
        "{0}",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0107.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks) return;
        foreach (var body in facts.Bodies) CheckYields(facts, body, report);
        foreach (var (member, changes) in GuardedCollections(facts)) CheckCollection(facts, member, changes, report);
    }

    private static void CheckYields(TypeFacts facts, BodyFacts body, Action<Diagnostic> report)
    {
        if (body.Yields.Count == 0) return;
        foreach (var (yielded, held) in body.Yields)
        {
            if (held.IsEmpty) continue;
            var gate = held.Locks[0];
            report(Diagnostic.Create(
                Rule, yielded.Syntax.GetLocation(),
                $"'{gate.Name}' is held across this yield: it is kept for as long as the caller takes over each element, and for "
                + "ever if the caller stops half way without disposing; copy under the lock, and yield from the copy"));
            return;
        }
    }

    /// <summary>The plain collections that own code changes under a lock of its own, each with such a change.</summary>
    private static IEnumerable<(ISymbol Member, StateUse Change)> GuardedCollections(TypeFacts facts) =>
        from body in facts.Bodies
        where !TypeFacts.IsConstruction(body)
        from access in body.Accesses
        where access.IsOwn && access.Kind == AccessKind.Mutate && Mutators.IsPlainCollection(TypeOf(access.Member))
        let use = new StateUse(body, access, facts.At(body, access.Held))
        where use.Guards.Locks.Any(l => l.IsOwn) && !Contracts.IsConfined(access.Member)
        group use by access.Member.Name into member
        select (member.First().Access.Member, member.First());

    private static void CheckCollection(TypeFacts facts, ISymbol member, StateUse change, Action<Diagnostic> report)
    {
        var told = new HashSet<IOperation>();
        foreach (var body in facts.Bodies)
        {
            if (TypeFacts.IsConstruction(body) || Contracts.IsConfined(body.Owner) || facts.IsUncertain(body)) continue;
            var uses = body.Accesses.Where(access => access.IsOwn && ThreadingTypes.Same(access.Member, member)).ToList();
            // A body that puts another collection in its place hands the old one over.
            if (uses.Any(access => access.Kind is AccessKind.Write or AccessKind.Reference)) continue;
            foreach (var access in uses.Where(access => !access.IsWrite))
            {
                var use = new StateUse(body, access, facts.At(body, access.Held));
                if (Place(facts, use) is { } place) Report(place, use, change, report);
                foreach (var (result, caller) in ByHelper(facts, use).Where(one => told.Add(one.Place)))
                    Report(result, caller, change, report);
            }
        }
    }

    private static IOperation? Place(TypeFacts facts, StateUse use)
    {
        var operation = use.Access.Operation;
        var isVisible = Escapes.IsVisible(facts.Type, use.Body);
        if (use.IsBare && isVisible && Escapes.IsWalkedByIterator(use)) return operation;
        if (Escapes.Result(operation) is { } result)
            return isVisible || result.Parent is IArgumentOperation { Parent: IInvocationOperation } ? result : null;
        return (isVisible ? ReturnedLocal(use.Body, Escapes.Chain(operation)) : null)
            ?? Escapes.UsedAfterLock(use.Body, operation);
    }

    /// <summary>What a private helper gives back, where a caller gives that out.</summary>
    private static IEnumerable<(IOperation Place, StateUse Caller)> ByHelper(TypeFacts facts, StateUse use) =>
        use.Body is { IsDeferred: false, Owner: { MethodKind: MethodKind.Ordinary } helper }
            && !Escapes.IsVisible(facts.Type, use.Body)
            && Escapes.Result(use.Access.Operation) is { Parent: IReturnOperation { Kind: OperationKind.Return } }
            ? from body in facts.Bodies
              where Escapes.IsVisible(facts.Type, body) && !facts.IsUncertain(body)
              from call in body.Uses
              where call.IsCall && ThreadingTypes.Same(call.Method.OriginalDefinition, helper)
              let place = Escapes.Result(call.Operation)
              where place is not null
              select (place, use with { Body = body, Held = facts.At(body, call.Held) })
            : [];

    /// <summary>A local that got the collection, where it is returned: <c>var all = _items; ... return all;</c>.</summary>
    private static IOperation? ReturnedLocal(BodyFacts body, IOperation value)
    {
        var local = value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => declared.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } assigned } } => assigned,
            _ => null,
        };
        if (local is null) return null;
        return body.Returns.Select(returned => returned.Operation.ReturnedValue).FirstOrDefault(returned =>
            returned is not null && returned.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
                .Any(use => ThreadingTypes.Same(use.Local, local) && Escapes.Chain(use).Parent is IReturnOperation));
    }

    private static void Report(IOperation place, StateUse use, StateUse change, Action<Diagnostic> report)
    {
        var (name, gate) = (use.Access.Member.Name, change.Guards.Locks.First(l => l.IsOwn).Name);
        var query = place.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Any(call => RunsNow.IsDeferredQuery(call.TargetMethod));
        var what = Escapes.IsWalkedByIterator(use)
            ? $"this iterator goes through '{name}' without '{gate}' while the caller takes its time"
            : query ? $"this query goes through '{name}' only when the caller does, without '{gate}'"
            : $"'{name}' itself goes out here, and the caller uses it without '{gate}'";
        report(Diagnostic.Create(
            Rule, place.Syntax.GetLocation(), new[] { change.Location }, Copies.Properties(place, use, change),
            $"{what}: {change.Body.Name} changes it under the lock at the same time; hand out a copy made under '{gate}'"));
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
