using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A field, property, local or parameter that code of a type changes, with all uses of it.</summary>
/// <param name="Facts">The type.</param>
/// <param name="Symbol">Which.</param>
/// <param name="Uses">Its uses outside of construction, in the order of the source.</param>
internal sealed record SharedVariable(TypeFacts Facts, ISymbol Symbol, IReadOnlyList<StateUse> Uses)
{
    private readonly string _receiver = Normal(Uses[0].Access.Receiver);

    public ITypeSymbol? Type => Symbol switch
    {
        IFieldSymbol member => member.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>The local or parameter that a lambda shares with the code around it: itself, or what it is a part of.</summary>
    public ISymbol? Captured { get; init; }

    public bool IsCaptured => Captured is not null;

    public bool IsVolatile => Symbol is IFieldSymbol { IsVolatile: true };

    /// <summary>Whether Interlocked is used on it anywhere.</summary>
    public bool IsAtomic => Uses.Any(use => use.Access.IsAtomic);

    /// <summary>For a message.</summary>
    public string Name => Symbol.Name;

    /// <summary>All variables of a type and its methods.</summary>
    public static IReadOnlyList<SharedVariable> Of(TypeFacts facts)
    {
        if (Contracts.IsConfined(facts.Type)) return [];
        var members = GuardedState.All(facts).Select(state => new SharedVariable(facts, state.Member, state.Uses));
        return [.. members, .. Properties(facts), .. Locals(facts), .. Parts(facts)];
    }

    /// <summary>Whether two uses, or one with itself in another thread, can be under way at once.</summary>
    public bool MayMeet(StateUse one, StateUse other) => !StateUse.AreExcluded(one, other)
        && (Captured is { } captured
            ? Facts.Meetings.OfVariable(captured, one, other)
            : Facts.Meetings.OfField(one, other, IsForMany));

    /// <summary>Whether an expression names this variable.</summary>
    public bool IsNamedBy(IOperation expression) => expression switch
    {
        IFieldReferenceOperation field =>
            ThreadingTypes.Same(field.Field.OriginalDefinition, Symbol) && Normal(LockCall.Path(field.Instance)) == _receiver,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property =>
            ThreadingTypes.Same(property.Property.OriginalDefinition, Symbol)
            && Normal(LockCall.Path(property.Instance)) == _receiver,
        ILocalReferenceOperation local => ThreadingTypes.Same(local.Local, Symbol),
        IParameterReferenceOperation parameter => ThreadingTypes.Same(parameter.Parameter, Symbol),
        _ => false,
    };

    /// <summary>What Interlocked changes shows that many use it; so does <c>volatile</c> for who counts with it.</summary>
    private bool IsForMany(BodyFacts? member, StateUse use) => IsAtomic
        || (IsVolatile && ManyCallers.IsCount(use) && !Facts.Callers.IsForOne)
        || Facts.Callers.MayChange(member, use);

    private static string Normal(string? receiver) => receiver is { Length: > 0 } ? receiver : "this";

    /// <summary>A property with accessors of its own is read and then written by <c>Count++</c>.</summary>
    private static IEnumerable<SharedVariable> Properties(TypeFacts facts)
    {
        var uses =
            from body in facts.Bodies
            where !TypeFacts.IsConstruction(body) && facts.Roots.Of(body).Count > 0
            from use in body.Uses
            where use.Method.MethodKind == MethodKind.PropertySet && use.Receiver is "this" or ""
                && use.Operation is IPropertyReferenceOperation { Arguments.IsEmpty: true }
                && ThreadingTypes.Same(use.Method.ContainingType, facts.Type) && !Contracts.IsConfined(use.Method)
            let property = ((IPropertyReferenceOperation)use.Operation).Property.OriginalDefinition
            let access = new MemberAccess(property, use.Receiver, Update.KindOf(use.Operation), use.Held, use.Operation)
            select new StateUse(body, access, facts.At(body, use.Held));
        return from property in uses.GroupBy(use => use.Access.Member, SymbolEqualityComparer.Default)
               select new SharedVariable(facts, property.Key!, [.. property]);
    }

    private static IEnumerable<SharedVariable> Locals(TypeFacts facts)
    {
        var uses =
            from body in facts.Bodies
            from access in body.Captured
            select new StateUse(body, access, facts.At(body, access.Held));
        return from local in uses.GroupBy(use => use.Access.Member, SymbolEqualityComparer.Default)
               select new SharedVariable(facts, local.Key!, [.. local]) { Captured = local.Key };
    }

    /// <summary>The fields of objects that captured locals hold: <c>counter.Value++</c>.</summary>
    private static IEnumerable<SharedVariable> Parts(TypeFacts facts)
    {
        var shared = new HashSet<ISymbol>(
            facts.Bodies.SelectMany(body => body.Captured).Select(access => access.Member), SymbolEqualityComparer.Default);
        var uses =
            from body in facts.Bodies
            from access in body.Accesses
            where !access.IsOwn
            let holder = Holder(access.Operation)
            where holder is not null && shared.Contains(holder)
            select (Holder: holder, Use: new StateUse(body, access, facts.At(body, access.Held)));
        return from part in uses.GroupBy(one => one.Holder, SymbolEqualityComparer.Default)
               from member in part.GroupBy(one => one.Use.Access.Member, SymbolEqualityComparer.Default)
               select new SharedVariable(facts, member.Key!, [.. member.Select(one => one.Use)]) { Captured = part.Key };
    }

    private static ISymbol? Holder(IOperation access) => access is IMemberReferenceOperation { Instance: { } instance }
        ? instance switch
        {
            ILocalReferenceOperation { Type.IsReferenceType: true } local => local.Local,
            IParameterReferenceOperation { Type.IsReferenceType: true } parameter => parameter.Parameter,
            _ => null,
        }
        : null;
}
