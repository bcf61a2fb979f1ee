using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <content>What is done to fields.</content>
internal sealed partial class BodyWalker
{
    private void VisitAssignment(IOperation operation)
    {
        var (target, kind) = operation switch
        {
            ISimpleAssignmentOperation simple => (simple.Target, simple.IsRef ? AccessKind.Reference : AccessKind.Write),
            ICompoundAssignmentOperation compound => (compound.Target, AccessKind.Update),
            ICoalesceAssignmentOperation coalesce => (coalesce.Target, AccessKind.Update),
            IIncrementOrDecrementOperation step => (step.Target, AccessKind.Update),
            _ => (((IDeconstructionAssignmentOperation)operation).Target, AccessKind.Write),
        };
        foreach (var child in operation.ChildOperations)
            if (child != target) Visit(child);
        Assign(target, kind);
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment)
            Declare(local.Local, assignment.Value);
    }

    private void Assign(IOperation target, AccessKind kind)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements) Assign(element, kind);
                break;
            case IDeclarationExpressionOperation { Expression: { } declared }:
                Assign(declared, kind);
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 }:
                // _point.X = 1 changes _point, if that is a struct.
                var holder = ((IMemberReferenceOperation)target).Instance;
                if (holder?.Type is { IsValueType: true }) Assign(holder, AccessKind.Update);
                else VisitChildren(target);
                Access(target, kind);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                Access(target, kind);
                break;
            case IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                // _map[key] = value changes what _map holds.
                var collection = target.ChildOperations.FirstOrDefault();
                foreach (var child in target.ChildOperations)
                {
                    if (child == collection && Unwrapped.Of(child) is var named && IsNamed(named))
                    {
                        if (named is IMemberReferenceOperation { Instance: { } instance }) Visit(instance);
                        Access(named, Mutators.IsPlainCollection(named.Type) ? AccessKind.Mutate : AccessKind.Read);
                    }
                    else Visit(child);
                }

                if (target is IPropertyReferenceOperation indexer) UseAccessors(indexer, kind);
                break;
            default:
                Visit(target);
                break;
        }
    }

    private static bool IsNamed(IOperation operation) => operation is IFieldReferenceOperation or ILocalReferenceOperation
        or IParameterReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 };

    private void Access(IOperation operation, AccessKind kind)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation property when !IsAutomatic(property.Property):
                UseAccessors(property, kind);
                break;
            case IFieldReferenceOperation { Field.IsConst: false } field:
                Add(field.Field.OriginalDefinition, LockCall.Path(field.Instance));
                break;
            case IPropertyReferenceOperation automatic:
                Add(automatic.Property.OriginalDefinition, LockCall.Path(automatic.Instance));
                break;
            case IParameterReferenceOperation { Parameter: { } parameter } when IsOfType(parameter):
                Add(parameter, "this");
                break;
            case ILocalReferenceOperation { IsDeclaration: false } local:
                _facts.Captured.Add(new(local.Local, "", kind, Held, operation));
                break;
            case IParameterReferenceOperation parameter:
                _facts.Captured.Add(new(parameter.Parameter, "", kind, Held, operation));
                break;
        }

        void Add(ISymbol member, string? receiver) => _facts.Accesses.Add(new(member, receiver, kind, Held, operation));
    }

    /// <summary>A parameter of the primary constructor that is used in a method is a field.</summary>
    private bool IsOfType(IParameterSymbol parameter) =>
        LockIdentity.IsPrimary(parameter) && !ThreadingTypes.Same(parameter.ContainingSymbol, _facts.Owner);

    /// <summary>A property is a call of its accessors.</summary>
    private void UseAccessors(IPropertyReferenceOperation reference, AccessKind kind)
    {
        var (property, receiver) = (reference.Property, LockCall.Path(reference.Instance));
        if (kind != AccessKind.Write && property.GetMethod is { } get)
            _facts.Uses.Add(new(get, Held, reference) { Receiver = receiver });
        if (kind is AccessKind.Write or AccessKind.Update && property.SetMethod is { } set)
            _facts.Uses.Add(new(set, Held, reference) { Receiver = receiver });
    }

    /// <summary>What the code around it does to a field that it names.</summary>
    private static AccessKind KindOf(IOperation operation)
    {
        var use = MemberAccess.Outermost(operation);
        return use.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.Out } => AccessKind.Write,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref } => AccessKind.Reference,
            IArgumentOperation argument when Mutators.Changes(argument) => AccessKind.Mutate,
            IAddressOfOperation => AccessKind.Reference,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } =>
                AccessKind.Reference,
            IInvocationOperation call when call.Instance == use => KindOf(call, operation),
            IConditionalAccessOperation conditional when conditional.Operation == use
                && conditional.WhenNotNull is IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call =>
                KindOf(call, operation),
            _ => AccessKind.Read,
        };
    }

    private static AccessKind KindOf(IInvocationOperation call, IOperation receiver) => call.TargetMethod switch
    {
        var method when Mutators.IsPlainCollection(receiver.Type) && Mutators.Changes(method) => AccessKind.Mutate,
        // A method of a struct changes the field that the struct is in, unless it says that it does not.
        { IsReadOnly: false, ContainingType: { IsValueType: true, IsReadOnly: false, DeclaringSyntaxReferences.Length: > 0 } } =>
            AccessKind.Update,
        _ => AccessKind.Read,
    };

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.Parameters.IsEmpty
        && property.OriginalDefinition.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => ThreadingTypes.Same(field.AssociatedSymbol, property.OriginalDefinition));
}
