using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>What each block of a control flow graph does, in the order in which it does it.</summary>
internal sealed class PathEvents
{
    private readonly ThreadingTypes _types;
    private readonly List<PathEvent>[] _events;
    private readonly List<PathEvent> _all = new();
    private readonly IOperation? _branch;

    public PathEvents(ControlFlowGraph graph, ThreadingTypes types)
    {
        _types = types;
        _events = new List<PathEvent>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            _events[block.Ordinal] = new();
            _branch = block.ConditionalSuccessor is null ? null : block.BranchValue;
            foreach (var operation in block.Operations) Visit(operation, _events[block.Ordinal]);
            if (block.BranchValue is { } value) Visit(value, _events[block.Ordinal]);
            _all.AddRange(_events[block.Ordinal]);
        }
    }

    /// <summary>Everything, in no order that means anything.</summary>
    public IReadOnlyList<PathEvent> All => _all;

    /// <summary>What a block does, in order.</summary>
    public IReadOnlyList<PathEvent> Of(BasicBlock block) => _events[block.Ordinal];

    private void Visit(IOperation operation, List<PathEvent> events)
    {
        if (operation is IFlowAnonymousFunctionOperation or INameOfOperation) return;
        Nesting.Deeper();
        foreach (var child in operation.ChildOperations) Visit(child, events);
        switch (operation)
        {
            case IInvocationOperation call:
                VisitCall(call, events);
                break;
            case IAwaitOperation awaited:
                events.Add(new(PathEventKind.Await, awaited));
                // That a wait for a semaphore may throw is said before it, when nothing has been taken.
                if (Unwrapped.Of(awaited) is not IInvocationOperation waited || TrackedLock.CallOf(waited, _types) is null)
                    events.Add(new(PathEventKind.MayThrow, awaited) { IsLikely = true });
                break;
            case ISimpleAssignmentOperation assignment when Unwrapped.Of(assignment.Value) is var value
                && !(value is IInvocationOperation call && TrackedLock.CallOf(call, _types) is { Effect: LockEffect.TryAcquire }):
                Set(assignment.Target, value.ConstantValue is { HasValue: true, Value: bool known } ? known : null, events);
                break;
            case ICompoundAssignmentOperation compound:
                Set(compound.Target, null, events);
                break;
            case IIncrementOrDecrementOperation step:
                Set(step.Target, null, events);
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation tuple }:
                foreach (var element in tuple.Elements) Set(element, null, events);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument
                when !(argument.Parent is IInvocationOperation call && TrackedLock.CallOf(call, _types) is not null):
                Set(argument.Value, null, events);
                break;
            default:
                if (Throwing.IsPossible(operation)) events.Add(new(PathEventKind.MayThrow, operation));
                break;
        }
    }

    private void VisitCall(IInvocationOperation call, List<PathEvent> events)
    {
        if (TrackedLock.CallOf(call, _types) is { } found)
        {
            var flag = call.Arguments.FirstOrDefault(argument =>
                argument is { Parameter.RefKind: RefKind.Ref, Value: ILocalReferenceOperation });
            var (answer, variable) = flag is not null ? (AnswerUse.Kept, VariableOf(flag.Value)) : Use(call);
            if (found.Effect == LockEffect.Acquire && flag is null && (answer != AnswerUse.Unknown
                || !_types.IsTaskLike(call.Type)))
                answer = AnswerUse.Ignored;
            events.Add(new(PathEventKind.Lock, call) { Call = found, Answer = answer, Variable = variable });
        }
        else if (Throwing.IsPossible(call))
        {
            events.Add(new(PathEventKind.MayThrow, call) { IsLikely = Throwing.IsLikely(call) });
        }
    }

    /// <summary>What becomes of the answer. A task that nobody waits for at once is not followed.</summary>
    private (AnswerUse Use, ISymbol? Variable) Use(IInvocationOperation call)
    {
        var isWaitedFor = !_types.IsTaskLike(call.Type);
        IOperation use = call;
        while (true)
        {
            if (use == _branch) return (isWaitedFor ? AnswerUse.Branch : AnswerUse.Unknown, null);
            switch (use.Parent)
            {
                case IAwaitOperation or IInvocationOperation { TargetMethod.Name: "GetResult" }:
                    isWaitedFor = true;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Wait", Arguments.Length: 0 }:
                    isWaitedFor = true;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" }:
                case IConversionOperation or IParenthesizedOperation:
                    break;
                case IExpressionStatementOperation:
                    return (isWaitedFor ? AnswerUse.Ignored : AnswerUse.Unknown, null);
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return (isWaitedFor ? AnswerUse.Ignored : AnswerUse.Unknown, null);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local }:
                    return isWaitedFor ? (AnswerUse.Kept, local.Local) : (AnswerUse.Unknown, null);
                default:
                    return (AnswerUse.Unknown, null);
            }

            use = use.Parent;
        }
    }

    private static void Set(IOperation target, bool? value, List<PathEvent> events)
    {
        if (VariableOf(target) is { } variable) events.Add(new(PathEventKind.Set, target) { Variable = variable, Value = value });
    }

    private static ISymbol? VariableOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IDeclarationExpressionOperation declared => VariableOf(declared.Expression),
        _ => null,
    };
}
