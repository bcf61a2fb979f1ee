using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <content>What is done to fields.</content>
internal sealed partial class BodyWalker
{
    private void Access(IOperation operation, AccessKind kind)
    {
        var (member, instance) = operation switch
        {
            IFieldReferenceOperation field => ((ISymbol)field.Field, field.Instance),
            IPropertyReferenceOperation property => (property.Property, property.Instance),
            _ => (null, null),
        };
        if (member is null or IFieldSymbol { IsConst: true } || (member is IPropertySymbol auto && !IsAutomatic(auto))) return;
        _facts.Accesses.Add(new(member.OriginalDefinition, LockCall.Path(instance), kind, Held, operation));
    }

    /// <summary>What the code around it does to a field that it names.</summary>
    private static AccessKind KindOf(IOperation operation)
    {
        var parent = operation.Parent;
        return parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.Out } => AccessKind.Write,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref } => AccessKind.Reference,
            IAddressOfOperation => AccessKind.Reference,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } =>
                AccessKind.Reference,
            IInvocationOperation call when call.Instance == operation && Mutators.IsPlainCollection(operation.Type)
                && Mutators.Changes(call.TargetMethod) => AccessKind.Mutate,
            _ => AccessKind.Read,
        };
    }

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.Parameters.IsEmpty
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => ThreadingTypes.Same(field.AssociatedSymbol, property));
}
