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
    private readonly NetEffects _effects;
    private readonly List<BodyFacts> _deferred = new();
    private LockSet? _held = LockSet.Empty;
    private bool _isInline;

    private BodyWalker(ThreadingTypes types, BodyFacts facts, NetEffects effects) =>
        (_types, _facts, _effects) = (types, facts, effects);

    private LockSet Held => _held ?? LockSet.Empty;

    /// <summary>The facts of a body, and those of each lambda and local function in it that may run later.</summary>
    /// <param name="root">The code.</param>
    /// <param name="owner">The method or accessor that it is of; null for an initializer.</param>
    /// <param name="types">The framework's types.</param>
    /// <param name="effects">What is known of the helpers that take or give back a lock for their caller.</param>
    public static IReadOnlyList<BodyFacts> Walk(
        IOperation root, IMethodSymbol? owner, ThreadingTypes types, NetEffects? effects = null)
    {
        var found = new List<BodyFacts> { new(owner, root) };
        for (var next = 0; next < found.Count; next++)
        {
            var walker = new BodyWalker(types, found[next], effects ?? NetEffects.None);
            walker.Body(found[next].Root);
            found.AddRange(walker._deferred);
        }

        CapturedVariables.Keep(found);
        return found;
    }

    private void Body(IOperation root)
    {
        Visit(root switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            ILocalFunctionOperation local => local.Body,
            _ => root,
        });
        _facts.AtExit = LockSet.Meet(_facts.AtExit, _held);
    }

    private void Visit(IOperation? operation)
    {
        Nesting.Deeper();
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
            case ILabeledOperation labeled:
                _held = LockSet.Meet(_held, Left(labeled.Label));
                Visit(labeled.Operation);
                return;
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                VisitFunction(operation);
                return;
            case IReturnOperation or IThrowOperation or IBranchOperation:
                VisitJump(operation);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                Visit(both.LeftOperand);
                var left = _held;
                var (isTrue, isFalse) = Split(both.LeftOperand, _held);
                _held = both.OperatorKind == BinaryOperatorKind.ConditionalAnd ? isTrue : isFalse;
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
        switch (operation)
        {
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation
                or IDeconstructionAssignmentOperation or ICoalesceAssignmentOperation:
                VisitAssignment(operation);
                return;
            case IVariableDeclaratorOperation declared:
                VisitChildren(declared);
                Declare(declared.Symbol, declared.GetVariableInitializer()?.Value);
                return;
        }

        VisitChildren(operation);
        switch (operation)
        {
            case IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation
                or IParameterReferenceOperation:
                Access(operation, KindOf(operation));
                break;
            case IInvocationOperation call:
                Use(call.TargetMethod, call, call.Instance);
                if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke) _facts.Invokes.Add((call, Held));
                Apply(call);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } made:
                _facts.Uses.Add(new(constructor, Held, made));
                if (LockScopes.OfConstruction(made) is { } scope) Take(Resolve(scope), LockKind.Monitor, made);
                break;
            case IMethodReferenceOperation reference:
                Use(reference.Method, reference, reference.Instance);
                break;
            case IAwaitOperation:
                _facts.Awaits.Add((operation, Held));
                break;
        }
    }

    private void Use(IMethodSymbol method, IOperation operation, IOperation? instance) =>
        _facts.Uses.Add(new(method, Held, operation)
        {
            Receiver = LockCall.Path(instance),
            Handing = operation is IMethodReferenceOperation ? HandingOf(operation) : Handing.Now,
        });

    /// <summary>
    /// When a function that is handed on runs: as the framework's methods do it, or as the settings say of others.
    /// </summary>
    private Handing HandingOf(IOperation function)
    {
        var handing = Handed.To(function);
        if (handing is not (Handing.Unknown or Handing.Later)) return handing;
        var taker = function.Parent;
        while (taker is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) taker = taker.Parent;
        return taker is IInvocationOperation call && _types.Settings.IsSpawner(call.TargetMethod, call.Syntax.SyntaxTree)
            ? Spawners.IsRepeated(call) ? Handing.Overlapping : Handing.Concurrently
            : handing;
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations) Visit(child);
    }

    private void VisitFunction(IOperation function)
    {
        var handing = function is IAnonymousFunctionOperation ? HandingOf(function) : Handing.Unknown;
        if (handing == Handing.Now && function is IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda)
        {
            var (before, wasInline) = (_held, _isInline);
            _isInline = true;
            Visit(lambda.Body);
            (_held, _isInline) = (before, wasInline);
            return;
        }

        _deferred.Add(new(_facts.Owner, function)
        {
            Outer = _facts,
            HeldWhereMade = function is IAnonymousFunctionOperation ? Held : LockSet.Empty,
            Handing = handing,
        });
    }

    private void VisitJump(IOperation jump)
    {
        VisitChildren(jump);
        if (jump is not IReturnOperation { Kind: OperationKind.YieldReturn }) _atJump = LockSet.Meet(_atJump, _held);
        switch (jump)
        {
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                _facts.Yields.Add((yielded, Held));
                return;
            case IBranchOperation branch:
                Leave(branch.Target);
                break;
            case IReturnOperation returned when !_isInline:
                _facts.Returns.Add((returned, Held));
                _facts.AtExit = LockSet.Meet(_facts.AtExit, Outside(0));
                break;
        }

        _held = null;
    }
}
