using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Plain collections that are the values of a concurrent dictionary, which gives them to every thread that asks.</summary>
/// <remarks>
/// The dictionary keeps its own table in order, not what is in it: <c>_byKey.GetOrAdd(k, _ => []).Add(x)</c> gives two threads the
/// same list, and both add.
/// </remarks>
internal sealed class SharedEntries
{
    private readonly Dictionary<IOperation, ConcurrentUse> _entries;

    private SharedEntries(TypeFacts facts) =>
        _entries = ConcurrentUse.All(facts).Where(use => use.Holder is not null && !Contracts.IsConfined(use.Holder)
            && use.Name is "GetOrAdd" or "AddOrUpdate" or "TryGetValue" or "GetValueOrDefault" or "get" && !IsOfOneThread(use))
            .ToDictionary(use => use.Operation);

    /// <summary>The uses of such collections without a lock, grouped by the field or variable with the dictionary.</summary>
    public static IEnumerable<IGrouping<ISymbol?, StateUse>> Of(TypeFacts facts)
    {
        var entries = new SharedEntries(facts);
        if (entries._entries.Count == 0) return [];
        var uses =
            from body in facts.Bodies
            where !TypeFacts.IsConstruction(body) && !facts.IsUncertain(body)
            from use in body.Uses
            let held = facts.At(body, use.Held)
            where use.IsCall && held.IsEmpty && !held.IsUncertain
            let receiver = Receiver(use.Operation)
            where receiver is { Type.TypeKind: TypeKind.Class } && PlainCollections.Is(receiver.Type)
            let entry = entries.From(receiver, use.Operation)
            where entry is not null
            let kind = Changes(use) ? AccessKind.Mutate : AccessKind.Read
            select new StateUse(body, new(entry.Holder!, entry.Path, kind, use.Held, receiver), held);
        return uses.GroupBy(use => (ISymbol?)use.Access.Member, SymbolEqualityComparer.Default);
    }

    private static bool Changes(MethodUse use) => use.Operation is IInvocationOperation call
        ? Mutators.Changes(call.TargetMethod)
        : use.Method is { MethodKind: MethodKind.PropertySet, ContainingType.Name: not "List" };

    private static IOperation? Receiver(IOperation use)
    {
        var receiver = use switch
        {
            IInvocationOperation call => call.Instance,
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        };
        if (receiver is not IConditionalAccessInstanceOperation) return receiver is null ? null : Update.Plain(receiver);
        var around = use.Parent;
        while (around is not (null or IConditionalAccessOperation)) around = around.Parent;
        return around is IConditionalAccessOperation access ? Update.Plain(access.Operation) : null;
    }

    /// <summary>The call that takes a value out of a dictionary; null for a value from elsewhere.</summary>
    private ConcurrentUse? From(IOperation value, IOperation use) => Update.Plain(value) switch
    {
        IParameterReferenceOperation { Parameter: { Ordinal: 1 } old } => OfUpdate(value, old),
        ILocalReferenceOperation local => OfLocal(local.Local, use),
        var call => _entries.TryGetValue(call, out var entry) && entry.Name != "TryGetValue" ? entry : null,
    };

    /// <summary>The old value that <c>AddOrUpdate</c> hands to its delegate, which it calls under no lock.</summary>
    private ConcurrentUse? OfUpdate(IOperation place, IParameterSymbol old)
    {
        while (place is not (null or IAnonymousFunctionOperation)) place = place.Parent!;
        return place is IAnonymousFunctionOperation lambda && ThreadingTypes.Same(lambda.Symbol, old.ContainingSymbol)
            && Handed.Target(lambda) is IArgumentOperation { Parameter.Name: "updateValueFactory", Parent: { } call }
            && _entries.TryGetValue(call, out var entry)
            ? entry
            : null;
    }

    private ConcurrentUse? OfLocal(ILocalSymbol local, IOperation use)
    {
        ConcurrentUse? found = null;
        foreach (var part in Positions.Root(use).Descendants())
        {
            if (part.Syntax.SpanStart >= use.Syntax.Span.End) continue;
            var value = part switch
            {
                IVariableDeclaratorOperation declared when ThreadingTypes.Same(declared.Symbol, local) =>
                    declared.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } set
                    when ThreadingTypes.Same(target.Local, local) => set.Value,
                _ => null,
            };
            if (value is not null && Update.Plain(value) is not ILocalReferenceOperation)
            {
                // A list that is made where there is none, is one that others may have by now, but not in that branch.
                if (From(value, use) is { } entry) found = entry;
                else if (part.Parent?.Parent is { } block && Outcome.Contains(block, use)) found = null;
            }
            else if (_entries.TryGetValue(part, out var look) && look.Name == "TryGetValue" && ThreadingTypes.Same(look.Out, local)
                && Outcome.At(part, use) != false)
            {
                found = look;
            }
        }

        return found;
    }

    /// <summary>Whether the key is the thread itself.</summary>
    private static bool IsOfOneThread(ConcurrentUse use) =>
        use.Key is { } key && (key.Contains("ThreadId") || key.Contains("CurrentThread") || key.Contains("CurrentId"));
}
