using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Goes through a body in the order in which it runs, and keeps account of the locks that are held.</summary>
/// <remarks>
/// It follows the structure of the source, not a graph: where two ways meet, only what is held on both is held; a loop's body may
/// not have run. That is exact for <c>lock</c> and <c>using</c>, and for <c>try</c> and <c>finally</c> as people write them.
/// </remarks>
internal sealed partial class BodyWalker
{
    private readonly ThreadingTypes _types;
    private readonly BodyFacts _facts;
    private readonly Queue<IOperation> _deferred = new();
    private LockSet? _held = LockSet.Empty;

    private BodyWalker(ThreadingTypes types, BodyFacts facts) => (_types, _facts) = (types, facts);

    private LockSet Held => _held ?? LockSet.Empty;

    /// <summary>The facts of a body, and those of each lambda and local function in it that may run later.</summary>
    public static IEnumerable<BodyFacts> Walk(IOperation root, IMethodSymbol? owner, ThreadingTypes types)
    {
        var waiting = new Queue<IOperation>();
        waiting.Enqueue(root);
        while (waiting.Count > 0)
        {
            var next = waiting.Dequeue();
            var facts = new BodyFacts(owner, next);
            var walker = new BodyWalker(types, facts);
            switch (next)
            {
                case IAnonymousFunctionOperation lambda:
                    walker.Visit(lambda.Body);
                    break;
                case ILocalFunctionOperation local:
                    walker.Visit(local.Body);
                    break;
                default:
                    walker.Visit(next);
                    break;
            }

            foreach (var inner in walker._deferred) waiting.Enqueue(inner);
            yield return facts;
        }
    }

    private void Visit(IOperation? operation)
    {
        switch (operation)
        {
            case null or INameOfOperation or ITypeOfOperation:
                return;
            case ILockOperation locked:
                VisitLock(locked);
                return;
            case IUsingOperation scope:
                VisitScope(scope.Resources, scope.Body);
                return;
            case IBlockOperation block:
                VisitBlock(block);
                return;
            case IConditionalOperation conditional:
                VisitConditional(conditional);
                return;
            case ILoopOperation loop:
                VisitLoop(loop);
                return;
            case ISwitchOperation choice:
                VisitSwitch(choice);
                return;
            case ITryOperation attempt:
                VisitTry(attempt);
                return;
            case IAnonymousFunctionOperation lambda when RunsNow.Is(lambda):
                var before = _held;
                Visit(lambda.Body);
                _held = before;
                return;
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                _deferred.Enqueue(operation);
                return;
            case IReturnOperation or IThrowOperation or IBranchOperation:
                VisitChildren(operation);
                if (operation is not IReturnOperation { Kind: OperationKind.YieldReturn }) _held = null;
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                Visit(both.LeftOperand);
                var left = _held;
                Visit(both.RightOperand);
                _held = LockSet.Meet(left, _held);
                return;
            default:
                VisitLeaf(operation);
                return;
        }
    }

    private void VisitLeaf(IOperation operation)
    {
        if (operation is ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation
            or IDeconstructionAssignmentOperation or ICoalesceAssignmentOperation)
        {
            VisitAssignment(operation);
            return;
        }

        VisitChildren(operation);
        switch (operation)
        {
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                Access(operation, KindOf(operation));
                break;
            case IInvocationOperation call:
                _facts.Uses.Add(new(call.TargetMethod, Held, call));
                Apply(call);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                _facts.Uses.Add(new(constructor, Held, operation));
                break;
            case IMethodReferenceOperation reference:
                _facts.Uses.Add(new(reference.Method, Held, operation));
                break;
            case IAwaitOperation:
                _facts.Awaits.Add((operation, Held));
                break;
        }
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations) Visit(child);
    }

    private void Apply(IInvocationOperation call)
    {
        if (_held is null || LockCall.Of(call, _types) is not { Lock: { } identity } effect) return;
        if (effect.Effect == LockEffect.Acquire)
        {
            // Until the scope ends, which VisitScope sees to.
            _facts.Acquisitions.Add(new(identity, effect.Kind, Held, call));
            _held = Held.With(identity);
        }
        else if (effect.Effect == LockEffect.TryAcquire)
        {
            _facts.Acquisitions.Add(new(identity, effect.Kind, Held, call));
        }
        else
        {
            _held = Held.Without(identity);
        }
    }

    private void VisitAssignment(IOperation operation)
    {
        var (target, kind) = operation switch
        {
            ISimpleAssignmentOperation simple => (simple.Target, AccessKind.Write),
            ICompoundAssignmentOperation compound => (compound.Target, AccessKind.Update),
            ICoalesceAssignmentOperation coalesce => (coalesce.Target, AccessKind.Update),
            IIncrementOrDecrementOperation step => (step.Target, AccessKind.Update),
            _ => (((IDeconstructionAssignmentOperation)operation).Target, AccessKind.Write),
        };
        foreach (var child in operation.ChildOperations)
            if (child != target) Visit(child);
        Assign(target, kind);
    }

    private void Assign(IOperation target, AccessKind kind)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements) Assign(element, kind);
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 }:
                VisitChildren(target);
                Access(target, kind);
                break;
            case IPropertyReferenceOperation or IArrayElementReferenceOperation:
                // _map[key] = value changes what _map holds.
                foreach (var child in target.ChildOperations)
                {
                    if (child is IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 }
                        && child == target.ChildOperations.First())
                        Access(child, AccessKind.Mutate);
                    else Visit(child);
                }

                break;
            default:
                Visit(target);
                break;
        }
    }
}
