using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>State of objects that bring a lock each, <c>account.Cents</c> and <c>account.Gate</c>, where they are used.</summary>
/// <remarks>
/// Which of the objects it is does not matter: with the lock of another account in hand, somebody has thought about locks.
/// Reported is what holds none at all.
/// </remarks>
internal static class GuardedParts
{
    /// <summary>The state with its uses that should be under the object's lock, that lock, and a write under it.</summary>
    public static IEnumerable<(GuardedState State, IReadOnlyList<StateUse> Bare, LockIdentity Gate, StateUse Against)>
        Breaches(TypeFacts facts)
    {
        foreach (var (state, guarded, against) in States(facts))
        {
            var bare = state.Uses.Where(use => IsBare(facts, use) && !Exemptions.Has(state, use)).ToList();
            if (bare.Count > 0 && IsRule(guarded, bare) && Discipline.IsMeant(facts, guarded, bare))
                yield return (state, bare, GateOf(against)!, against);
        }
    }

    /// <summary>The state with its uses under another lock than the object's, which nobody else has there.</summary>
    public static IEnumerable<(GuardedState State, StateUse Other, StateUse Against)> UnderOtherLocks(TypeFacts facts) =>
        from one in States(facts)
        from other in one.State.Uses
        where GateOf(other) is null && other.Guards.Locks.Count > 0 && other.Held.Locks.All(taken => taken.IsOwn)
            && !other.Held.IsUncertain && !facts.IsUncertain(other.Body) && !IsNew(other) && !Exemptions.Has(one.State, other)
            && one.Guarded.All(use => !use.Held.IsUncertain && !use.Held.Locks.Any(taken => other.Held.Contains(taken)))
        group (one.State, other, one.Against) by (one.State, other.Body) into found
        select found.OrderByDescending(use => use.other.IsWrite).First();

    /// <summary>The state that some code changes under the lock of its object, with what is under it.</summary>
    private static IEnumerable<(GuardedState State, IReadOnlyList<StateUse> Guarded, StateUse Against)> States(TypeFacts facts)
    {
        if (Contracts.IsConfined(facts.Type)) yield break;
        var uses =
            from body in facts.Bodies
            where !TypeFacts.IsConstruction(body) && facts.Roots.Of(body).Count > 0
            from access in body.Accesses
            where IsOfPart(facts, access)
            select new StateUse(body, access, facts.At(body, access.Held));
        foreach (var member in uses.GroupBy(use => use.Access.Member, SymbolEqualityComparer.Default))
        {
            if (member.Any(use => use.Access.IsAtomic)) continue;
            var state = new GuardedState(facts, member.Key!, [.. member]);
            var guarded = state.Uses.Where(use => GateOf(use) is not null).ToList();
            if (guarded.FirstOrDefault(use => use.IsWrite) is { } against) yield return (state, guarded, against);
        }
    }

    private static bool IsOfPart(TypeFacts facts, MemberAccess access)
    {
        if (access.IsOwn || access.Receiver?.StartsWith("this.", System.StringComparison.Ordinal) == true) return false;
        if (access.Member is IFieldSymbol { IsVolatile: true } or IFieldSymbol { IsReadOnly: true }
            or IPropertySymbol { SetMethod: null or { IsInitOnly: true } } || access.Member.IsStatic) return false;
        if (Contracts.GuardOf(access.Member) is not null || Contracts.IsConfined(access.Member)) return false;
        var part = access.Member.ContainingType;
        return part is { IsReferenceType: true, DeclaringSyntaxReferences.Length: > 0 }
            && !ThreadingTypes.Same(part.OriginalDefinition, facts.Type.OriginalDefinition);
    }

    /// <summary>The lock of an object of the class that the state is of, if one is held, on some ways at least.</summary>
    private static LockIdentity? GateOf(StateUse use)
    {
        var part = use.Access.Member.ContainingType.OriginalDefinition;
        return use.Held.Locks.Concat(use.Held.Perhaps).FirstOrDefault(one => one.Symbol switch
        {
            IFieldSymbol or IPropertySymbol => ThreadingTypes.Same(one.Symbol.ContainingType?.OriginalDefinition, part),
            ILocalSymbol local => ThreadingTypes.Same(local.Type.OriginalDefinition, part),
            IParameterSymbol parameter => ThreadingTypes.Same(parameter.Type.OriginalDefinition, part),
            _ => false,
        });
    }

    private static bool IsBare(TypeFacts facts, StateUse use) =>
        use.Held.IsEmpty && !use.Held.IsUncertain && !facts.IsUncertain(use.Body) && !IsNew(use);

    /// <summary>Whether the object is made in the same code, and so is nobody else's yet.</summary>
    private static bool IsNew(StateUse use)
    {
        if (use.Access.Operation is not IMemberReferenceOperation { Instance: { } instance }) return false;
        if (instance is IInstanceReferenceOperation or IObjectCreationOperation) return true;
        return instance is ILocalReferenceOperation { Local: { } local } && Whole(use.Body).Root.Descendants()
            .OfType<IVariableDeclaratorOperation>().Any(declared => ThreadingTypes.Same(declared.Symbol, local)
                && declared.GetVariableInitializer()?.Value is { } value && Plain(value) is IObjectCreationOperation);
    }

    private static BodyFacts Whole(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        return body;
    }

    private static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value;
    }

    /// <summary>Whether the lock is the rule, as with a class's own fields.</summary>
    private static bool IsRule(IReadOnlyList<StateUse> guarded, IReadOnlyList<StateUse> bare)
    {
        var with = guarded.Select(use => Whole(use.Body)).Distinct().Count();
        var without = bare.Select(use => Whole(use.Body)).Distinct().Count();
        return without <= with;
    }
}
