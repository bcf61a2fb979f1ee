using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>One use of a type's state.</summary>
/// <param name="Body">The code that uses it.</param>
/// <param name="Access">What it does.</param>
/// <param name="Held">All locks that are held then, those of the callers too.</param>
internal sealed record StateUse(BodyFacts Body, MemberAccess Access, LockSet Held)
{
    public bool IsWrite => Access.IsWrite;

    /// <summary>The locks that keep apart what it does: for a write, only those that nobody holds to read.</summary>
    public LockSet Guards => Held.For(IsWrite);

    public Location Location => Access.Operation.Syntax.GetLocation();

    /// <summary>Whether some lock, known or not, may guard it.</summary>
    public bool IsBare => Guards.IsEmpty;

    /// <summary>Whether a lock keeps two uses apart, or one may of which the source does not tell.</summary>
    public static bool AreExcluded(StateUse one, StateUse other) =>
        one.Held.IsUncertain || other.Held.IsUncertain
        || one.Held.Locks.Any(l => l.IsSome) || other.Held.Locks.Any(l => l.IsSome)
        || one.Held.Locks.Any(l => other.Held.Contains(l) && (one.Held.ContainsExclusive(l) || other.Held.ContainsExclusive(l)));

    /// <summary>Whether it holds a lock of which the source does not tell which one it is.</summary>
    public bool IsUnderSome => Guards.Locks.Any(l => !l.IsOwn);
}

/// <summary>
/// A field, or an automatic property, that code can change after construction, and every use of it that counts.
/// </summary>
/// <param name="Facts">The type.</param>
/// <param name="Member">Which.</param>
/// <param name="Uses">The uses outside of construction, by code that threads can reach, in the order of the source.</param>
internal sealed record GuardedState(TypeFacts Facts, ISymbol Member, IReadOnlyList<StateUse> Uses)
{
    /// <summary>Its type.</summary>
    public ITypeSymbol? Type => TypeOf(Member);

    /// <summary>Whether a use goes into a plain collection, which nobody may while another changes it.</summary>
    public bool IsInside(StateUse use) => use.Access.IsOfContent && Mutators.IsPlainCollection(Type);

    /// <summary>Whether it always holds the same object.</summary>
    public bool IsFixed => IsFixedMember(Member);

    /// <summary>
    /// The state of a type, without what is exempt: volatile and atomic fields, locks, and what a contract is about.
    /// </summary>
    public static IReadOnlyList<GuardedState> Of(TypeFacts facts) =>
        [.. All(facts).Where(state => state.Member is not IFieldSymbol { IsVolatile: true }
            && !state.Uses.Any(use => use.Access.IsAtomic))];

    /// <summary>The state of a type, what is volatile or atomic too.</summary>
    public static IReadOnlyList<GuardedState> All(TypeFacts facts)
    {
        if (Contracts.IsConfined(facts.Type)) return [];
        var uses =
            from body in facts.Bodies
            where !TypeFacts.IsConstruction(body) && facts.Roots.Of(body).Count > 0
            from access in body.Accesses
            where IsStateOf(facts, access)
            from entry in facts.Entries(body)
            select new StateUse(body, access, entry.Union(access.Held));
        // Symbols are equal by their comparer alone, so they are grouped apart from the receivers.
        return [.. from member in uses.GroupBy(use => use.Access.Member, SymbolEqualityComparer.Default)
                   from own in member.GroupBy(use => use.Access.Receiver is { Length: > 0 } receiver ? receiver : "this")
                   select new GuardedState(facts, member.Key!, [.. own])];
    }

    private static bool IsStateOf(TypeFacts facts, MemberAccess access)
    {
        var member = access.Member;
        if (Contracts.GuardOf(member) is not null || Contracts.IsConfined(member)) return false;
        if (TypeOf(member) is INamedTypeSymbol type && facts.Types.KindOf(type) is not null) return false;
        if (IsFixedMember(member) && !(access.IsOfContent && Mutators.IsPlainCollection(TypeOf(member)))) return false;
        return access.IsOwn
            ? member is IParameterSymbol || IsOfTypeOrBase(member.ContainingType, facts.Type)
            : IsOfPart(facts.Type, access.Receiver, member);
    }

    /// <summary>A field of an object that this one always holds: <c>_stats.Count</c>.</summary>
    private static bool IsOfPart(INamedTypeSymbol type, string? receiver, ISymbol member) =>
        receiver is not null && receiver.StartsWith("this.", System.StringComparison.Ordinal)
        && type.GetMembers(receiver.Substring("this.".Length)).FirstOrDefault() is { } part && IsFixedMember(part)
        && TypeOf(part) is { IsReferenceType: true, DeclaringSyntaxReferences.Length: > 0 }
        && member.ContainingType is { DeclaringSyntaxReferences.Length: > 0 };

    private static bool IsOfTypeOrBase(INamedTypeSymbol? owner, INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (ThreadingTypes.Same(current.OriginalDefinition, owner?.OriginalDefinition)) return true;
        return false;
    }

    private static bool IsFixedMember(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol property => property.SetMethod is null or { IsInitOnly: true },
        _ => false,
    };

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
