using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>A loop takes the lock of each element, to be given back later, and may be left half way.</summary>
/// <remarks>
/// No path follows such locks, since each turn takes another one. What can be told without paths: whether what the turns before
/// have taken is given back when the loop is left, and whether what no turn has taken is given back too.
/// </remarks>
/// <param name="Take">The call that takes the lock of one element.</param>
/// <param name="Release">A call that gives one back, elsewhere in the same function.</param>
/// <param name="Leave">What leaves the loop: a <c>throw</c>, a <c>return</c>, or a wait that can be cancelled.</param>
/// <param name="IsTooMuch">
/// Whether the release is in a <c>finally</c> and gives back those of all elements; else it is out of reach for who leaves.
/// </param>
internal sealed record LoopedLock(LockCall Take, LockCall Release, IOperation Leave, bool IsTooMuch)
{
    /// <summary>As the code names it.</summary>
    public string Name => Take.Lock!.Name;

    /// <summary>The loops of a body that are mistaken in one of the two ways.</summary>
    public static IEnumerable<LoopedLock> In(IOperation root, ThreadingTypes types)
    {
        foreach (var loop in root.Descendants().OfType<IForEachLoopOperation>())
        {
            var inside = Own(loop.Body).ToList();
            var calls = Calls(inside, types);
            var take = calls.FirstOrDefault(call => IsOfElement(call, loop));
            if (take is null || calls.Any(call => call.Effect == LockEffect.Release)) continue;
            if (inside.FirstOrDefault(one => Leaves(one, take)) is not { } leave) continue;
            var others = Calls(Own(Function(loop)), types).Where(call =>
                call.Effect == LockEffect.Release && IsAlike(call, take)).ToList();
            if (others.Count == 0) continue;
            var attempts = Around(loop).ToList();
            var reached = others.Where(one => attempts.Any(attempt => IsIn(one, attempt.Finally))).ToList();
            if (reached.FirstOrDefault(one => IsOfAll(one, loop)) is { } all)
                yield return new(take, all, leave, true);
            else if (reached.Count == 0 && !attempts.Any(attempt => attempt.Catches.Any(c => others.Any(one => IsIn(one, c)))))
                yield return new(take, others[0], leave, false);
        }
    }

    private static List<LockCall> Calls(IEnumerable<IOperation> operations, ThreadingTypes types) =>
        [.. operations.OfType<IInvocationOperation>().Select(call => TrackedLock.CallOf(call, types)).OfType<LockCall>()
            .Where(call => call.Lock is not null)];

    /// <summary>The operations of a function, without those of its lambdas and local functions.</summary>
    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            yield return child;
            foreach (var inner in Own(child)) yield return inner;
        }
    }

    private static IOperation Function(IOperation operation)
    {
        while (operation.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            operation = parent;
        return operation;
    }

    private static bool IsOfElement(LockCall call, IForEachLoopOperation loop) => loop.Locals.Any(element =>
        ThreadingTypes.Same(call.Lock!.Symbol, element) || call.Lock.Receiver == element.Name);

    /// <summary>Whether it is the same sort of lock: the same member of another element, or an element too.</summary>
    private static bool IsAlike(LockCall one, LockCall take) => one.Kind == take.Kind
        && (ThreadingTypes.Same(one.Lock!.Symbol, take.Lock!.Symbol)
            || (take.Lock.Symbol is ILocalSymbol && (one.Lock.Symbol is ILocalSymbol || one.Lock.IsSome)));

    private static bool Leaves(IOperation one, LockCall take) => one switch
    {
        IThrowOperation => true,
        IReturnOperation { Kind: OperationKind.Return } => true,
        IAwaitOperation awaited => awaited.Descendants().Contains(take.Call) && take.Call.Arguments.Any(IsToken),
        _ => false,
    };

    private static bool IsToken(IArgumentOperation argument) =>
        argument is { IsImplicit: false, Value.Type.Name: "CancellationToken" } && !argument.Syntax.ToString().Contains("None");

    private static IEnumerable<ITryOperation> Around(IOperation operation)
    {
        for (var inner = operation; inner.Parent is { } parent; inner = parent)
            if (parent is ITryOperation attempt && attempt.Body == inner) yield return attempt;
    }

    private static bool IsIn(LockCall call, IOperation? part) =>
        part is not null && part.Syntax.Span.Contains(call.Call.Syntax.Span);

    /// <summary>Whether it stands, under no condition, in a loop over the same elements.</summary>
    private static bool IsOfAll(LockCall release, IForEachLoopOperation loop)
    {
        for (var around = release.Call.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalOperation or ITryOperation or IConditionalAccessOperation) return false;
            if (around is ILoopOperation other)
                return other is IForEachLoopOperation back && First(back.Collection) == First(loop.Collection);
        }

        return false;
    }

    private static string? First(IOperation collection) => collection.Syntax.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>().FirstOrDefault()?.Identifier.ValueText;
}
