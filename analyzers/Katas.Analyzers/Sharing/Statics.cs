using System.Linq;
using System.Text.RegularExpressions;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Static state that is for every thread of the process by what it is for.</summary>
internal static class Statics
{
    private static readonly Regex IsNamedSo = new(
        "instance|singleton", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether an update makes what there may be only one of, or gives out numbers that nobody else may get.</summary>
    public static bool IsForMany(SharedVariable variable, Update update) =>
        variable.Symbol.IsStatic && update.Use.Held.IsEmpty && !TypeFacts.IsConstruction(update.Use.Body)
        && (update.Form == UpdateForm.Make ? IsSingleton(variable, update) : IsNumbering(variable, update));

    /// <summary>Whether it fills a static cache: it looks for an entry, and adds what it did not find.</summary>
    /// <remarks>
    /// There is one for the process, and every thread that needs an entry fills it, at the first use. What only registers may be
    /// called by one thread, at the start. A program's own static state is another matter.
    /// </remarks>
    public static bool IsCache(GuardedState state, StateUse write) =>
        state.Member is IFieldSymbol { IsStatic: true, DeclaredAccessibility: Accessibility.Private }
        && write is { Held.IsEmpty: true, Body: { IsDeferred: false, Owner.DeclaredAccessibility: not Accessibility.Private } }
        && IsEntry(write) && !state.Facts.Type.GetMembers("Main").Any()
        && state.Uses.Any(look => look.Body == write.Body && IsLook(look)
            && look.Access.Operation.Syntax.SpanStart < write.Access.Operation.Syntax.SpanStart);

    private static bool IsEntry(StateUse write) => MemberAccess.Outermost(write.Access.Operation).Parent switch
    {
        IInvocationOperation { TargetMethod: { Name: "Add" or "TryAdd" } method } => IsDictionary(method.ContainingType),
        IPropertyReferenceOperation { Property: { IsIndexer: true } property } => IsDictionary(property.ContainingType),
        _ => false,
    };

    private static bool IsDictionary(INamedTypeSymbol type) => type.Name is "Dictionary" or "IDictionary";

    private static bool IsLook(StateUse look) => MemberAccess.Outermost(look.Access.Operation).Parent is IInvocationOperation
    {
        TargetMethod.Name: "TryGetValue" or "ContainsKey"
    };

    /// <summary>A type that nobody else can make an object of has one because there must be one.</summary>
    private static bool IsSingleton(SharedVariable variable, Update update) =>
        variable.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type
        && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, variable.Symbol.ContainingType.OriginalDefinition)
        && update.Made is IObjectCreationOperation made && SymbolEqualityComparer.Default.Equals(made.Type, type)
        && (type.InstanceConstructors.All(constructor => constructor.DeclaredAccessibility == Accessibility.Private)
            || (IsNamedSo.IsMatch(variable.Name) && HasState(type)));

    /// <summary>Whether two objects of it can come to differ: what one thread puts into its own, the others do not see.</summary>
    private static bool HasState(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Any(field =>
        !field.IsStatic && !field.IsConst && (!field.IsReadOnly || Mutators.IsPlainCollection(field.Type)));

    private static bool IsNumbering(SharedVariable variable, Update update) =>
        update.Place is IIncrementOrDecrementOperation && !Update.IsStatement(update.Place)
        && variable.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
        && update.Use.Body is { IsDeferred: false, Owner: { IsStatic: true, DeclaredAccessibility: not Accessibility.Private } };
}
