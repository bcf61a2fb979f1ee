using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>How an expression lets a collection out of a method without a copy.</summary>
internal static class Escapes
{
    /// <summary>
    /// Whether a use without the lock is one that KATA0107 speaks of: the collection goes out, or an iterator walks over it.
    /// </summary>
    public static bool Is(TypeFacts facts, GuardedState state, StateUse use) =>
        !use.IsWrite && Mutators.IsPlainCollection(state.Type) && IsVisible(facts.Type, use.Body)
        && (IsWalkedByIterator(use) || Result(use.Access.Operation) is not null);

    /// <summary>Whether others can get what a body returns.</summary>
    public static bool IsVisible(INamedTypeSymbol type, BodyFacts body) =>
        !body.IsDeferred && body.Owner is { } owner
        && (owner.DeclaredAccessibility != Accessibility.Private || !owner.ExplicitInterfaceImplementations.IsEmpty)
        && type.DeclaredAccessibility != Accessibility.Private;

    public static bool IsWalkedByIterator(StateUse use) =>
        use.Body.Owner is { IsIterator: true }
        && Chain(use.Access.Operation).Parent is IForEachLoopOperation loop
        && loop.Body.DescendantsAndSelf().Any(inner => inner is IReturnOperation { Kind: OperationKind.YieldReturn });

    /// <summary>
    /// The operation by which the collection itself, a view of it, or a query that has not run goes out; null if none does.
    /// </summary>
    public static IOperation? Result(IOperation collection)
    {
        var value = Chain(collection);
        return value.Parent switch
        {
            IReturnOperation { Kind: OperationKind.Return } => value,
            IReturnOperation { Kind: OperationKind.YieldReturn } => value,
            // What a tuple or an object holds that is returned.
            ITupleOperation tuple when MemberAccess.Outermost(tuple).Parent is IReturnOperation => value,
            IArgumentOperation { Parent: IObjectCreationOperation made } when IsReturnedHolder(made) => value,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } } => value,
            ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter.RefKind: RefKind.Out } } => value,
            _ => null,
        };
    }

    /// <summary>
    /// Where code goes on in the collection after the lock under which it got it, by a local; null if it does not.
    /// </summary>
    public static IOperation? UsedAfterLock(BodyFacts body, IOperation collection)
    {
        if (Chain(collection).Parent is not ISimpleAssignmentOperation set) return null;
        if (set.Target is not ILocalReferenceOperation { Local: { } local }) return null;
        IOperation? taken = set;
        while (taken is not (null or ILockOperation)) taken = taken.Parent;
        if (taken is null) return null;
        return body.Root.Descendants().OfType<ILocalReferenceOperation>().FirstOrDefault(use =>
            ThreadingTypes.Same(use.Local, local) && use.Syntax.SpanStart > taken.Syntax.Span.End && IsWalked(use)
            && !IsUnderLock(use));
    }

    /// <summary>Whether it goes through the collection; to look how many there are may be meant as a guess.</summary>
    private static bool IsWalked(IOperation use) => Chain(use).Parent switch
    {
        IForEachLoopOperation or ISpreadOperation => true,
        IArgumentOperation { Parent: IInvocationOperation call } argument => call.Arguments[0] == argument
            && call.TargetMethod is { ContainingType.Name: "Enumerable" },
        IPropertyReferenceOperation { Property.IsIndexer: true } => true,
        _ => false,
    };

    private static bool IsUnderLock(IOperation use)
    {
        for (var around = use.Parent; around is not null; around = around.Parent)
            if (around is ILockOperation) return true;
        return false;
    }

    /// <summary>The whole of views and deferred queries over a collection.</summary>
    public static IOperation Chain(IOperation collection)
    {
        var value = collection;
        while (true)
        {
            value = MemberAccess.Outermost(value);
            switch (value.Parent)
            {
                case ITranslatedQueryOperation translated:
                    value = translated;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when call.Arguments[0] == argument
                    && IsView(call):
                    value = call;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation made } when IsWrapper(made.Type):
                    value = made;
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsReadOnly" or "AsSpan" or "AsMemory" or "GetEnumerator"
                    or "GetViewBetween" } call
                    when call.Instance == value:
                    value = call;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Keys" or "Values" } view
                    when view.Instance == value && IsLiveView(view.Type):
                    value = view;
                    break;
                case IConditionalOperation { IsRef: false } choice when choice.Condition != value && choice.Type is not null:
                    value = choice;
                    break;
                case ICoalesceOperation choice:
                    value = choice;
                    break;
                default:
                    return value;
            }
        }
    }

    private static bool IsLiveView(ITypeSymbol? type) =>
        type?.Name is "KeyCollection" or "ValueCollection" or "ICollection" or "IList";

    private static bool IsView(IInvocationOperation call) =>
        RunsNow.IsDeferredQuery(call.TargetMethod)
        || call.TargetMethod is { Name: "AsSpan" or "AsMemory" or "AsReadOnly" or "AsQueryable", IsExtensionMethod: true };

    private static bool IsWrapper(ITypeSymbol? type) =>
        type?.Name is "ReadOnlyCollection" or "ReadOnlyDictionary" or "ReadOnlySet" or "ArraySegment" or "Memory"
            or "ReadOnlyMemory";

    /// <summary>A record keeps what its constructor gets.</summary>
    private static bool IsReturnedHolder(IObjectCreationOperation made) =>
        made.Type is INamedTypeSymbol { IsRecord: true } && MemberAccess.Outermost(made).Parent is IReturnOperation;
}
