using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Which fields and variables hold a collection that two threads may not use at once.</summary>
internal static class PlainCollections
{
    /// <summary>Whether a type is a plain collection; an array is not, as its elements are apart from each other.</summary>
    public static bool Is(ITypeSymbol? type) => type is not IArrayTypeSymbol && Mutators.IsPlainCollection(type);

    /// <summary>Whether a field or variable holds one, and never a concurrent one behind an interface.</summary>
    public static bool IsIn(TypeFacts facts, ISymbol holder, ITypeSymbol? type)
    {
        if (!Is(type)) return false;
        var values = facts.Bodies.SelectMany(body => Values(body.Root, holder)).ToList();
        return !values.Any(IsSafe) && (type!.TypeKind != TypeKind.Interface || values.Any(value => Is(Bare(value).Type)
            || Bare(value) is ICollectionExpressionOperation));
    }

    /// <summary>Whether a use of a collection gets or sets what is at a place, and leaves how many there are as it is.</summary>
    /// <remarks>Of a <c>List</c> that keeps its length, two threads may use two places, as of an array.</remarks>
    public static bool IsElement(MemberAccess access) =>
        MemberAccess.Outermost(access.Operation).Parent is IPropertyReferenceOperation
        {
            Property: { IsIndexer: true, ContainingType.Name: "List" or "IList" }
        };

    /// <summary>What is assigned to a field or variable in a piece of code.</summary>
    private static System.Collections.Generic.IEnumerable<IOperation> Values(IOperation root, ISymbol holder) =>
        root.DescendantsAndSelf().Select(operation => operation switch
        {
            IFieldInitializerOperation field when field.InitializedFields.Any(one => Is(one, holder)) => field.Value,
            IPropertyInitializerOperation property when property.InitializedProperties.Any(one => Is(one, holder)) =>
                property.Value,
            IVariableDeclaratorOperation local when Is(local.Symbol, holder) => local.GetVariableInitializer()?.Value,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation field } set when Is(field.Field, holder) => set.Value,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } set when Is(property.Property, holder) =>
                set.Value,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } set when Is(local.Local, holder) => set.Value,
            _ => null,
        }).OfType<IOperation>();

    private static bool Is(ISymbol one, ISymbol holder) => ThreadingTypes.Same(one.OriginalDefinition, holder.OriginalDefinition);

    private static bool IsSafe(IOperation value) => Bare(value) switch
    {
        IInvocationOperation { TargetMethod.Name: "Synchronized" } => true,
        { Type.ContainingNamespace: { Name: "Concurrent" or "Immutable" or "Frozen" } } => true,
        _ => false,
    };

    private static IOperation Bare(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value;
    }
}
