using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Uses of guarded state without its lock that people write on purpose, and may.</summary>
internal static class Exemptions
{
    private static readonly string[] Statistics =
        ["hit", "miss", "stat", "metric", "evict", "dropped", "retries", "rejected", "served", "processed", "sampled", "approx", "telemetry"];

    /// <summary>Whether a use without the lock is left alone.</summary>
    /// <param name="state">All uses of the state.</param>
    /// <param name="bare">The one without the lock.</param>
    public static bool Has(GuardedState state, StateUse bare)
    {
        if (IsInAssertion(bare.Access.Operation)) return true;
        if (bare.IsWrite) return IsBeginning(state, bare);
        return IsLifetime(state, bare) || IsStatistic(state) || IsSnapshot(state, bare) || IsCheckedAgain(state, bare)
            || IsPublished(state, bare)
            || (bare.Body.Owner is { Name: "ToString" } && !state.IsInside(bare));
    }

    /// <summary>The lock guards the beginning and the end of life alone; others see one of the two.</summary>
    private static bool IsLifetime(GuardedState state, StateUse bare) =>
        state.Uses.Where(use => use.IsWrite).All(use => Lifetimes.Is(use.Body.Owner) && IsPlainWrite(use))
        && !IsInLoopCondition(bare.Access.Operation) && !state.IsInside(bare);

    private static bool IsPlainWrite(StateUse use) =>
        use.Access.Kind == AccessKind.Write || use.Access.Operation.Parent is ICoalesceAssignmentOperation;

    /// <summary>What is set before anybody else works, though the workers take the lock to read it.</summary>
    private static bool IsBeginning(GuardedState state, StateUse bare) =>
        bare.Access.Kind == AccessKind.Write && Lifetimes.Is(bare.Body.Owner)
        && !state.Uses.Any(use => use.IsWrite && !use.IsBare && !Lifetimes.Is(use.Body.Owner));

    /// <summary>A count that is only shown: whoever reads it does not mind the last few.</summary>
    private static bool IsStatistic(GuardedState state) =>
        state.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32
            or SpecialType.System_UInt64
        && Statistics.Any(word => state.Member.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
        && state.Uses.All(use => use.Access.Kind is AccessKind.Update || (!use.IsWrite && !Decides(use.Access.Operation)));

    private static bool Decides(IOperation read)
    {
        for (var around = read.Parent; around is not null and not IBlockOperation; around = around.Parent)
            if (around is IConditionalOperation or ILoopOperation or ISwitchOperation) return true;
        return false;
    }

    /// <summary>An object that nobody changes is replaced as a whole: a reader gets the one before or the one after.</summary>
    private static bool IsSnapshot(GuardedState state, StateUse bare) =>
        state.Uses.All(use => use.Access.Kind is AccessKind.Read or AccessKind.Write or AccessKind.Update)
        && (Immutables.Is(state.Type)
            || (state.Type is { IsReferenceType: true }
                && state.Uses.Where(use => use.Access.Kind == AccessKind.Write).All(IsCopy)
                && state.Uses.Count(use => use.Body == bare.Body && !use.IsWrite && use.IsBare) == 1));

    /// <summary>Whether a write makes a new object out of the one before: <c>_all = [.. _all, x]</c>.</summary>
    private static bool IsCopy(StateUse write)
    {
        if (write.Access.Operation.Parent is not ISimpleAssignmentOperation { Value: { } value }) return false;
        var made = value;
        while (made is IConversionOperation conversion) made = conversion.Operand;
        return made is IObjectCreationOperation or ICollectionExpressionOperation or IArrayCreationOperation or IWithOperation or IInvocationOperation
            && made.Descendants().Any(part => part is IFieldReferenceOperation field
                && ThreadingTypes.Same(field.Field.OriginalDefinition, write.Access.Member));
    }

    /// <summary>A first look without the lock, and a second under it: another rule asks whether that is safe.</summary>
    /// <remarks>To look into a plain collection while others change it is never safe.</remarks>
    private static bool IsCheckedAgain(GuardedState state, StateUse bare)
    {
        if (state.IsInside(bare)) return false;
        var body = Outermost(bare.Body);
        var looks = state.Uses.Where(use => use.IsBare && Outermost(use.Body) == body && IsInCondition(use.Access.Operation))
            .Select(use => Start(use)).DefaultIfEmpty(int.MaxValue).Min();
        return state.Uses.Any(use => !use.IsBare && IsCheck(use) && Start(bare) >= looks
            && (Outermost(use.Body) == body ? Start(use) > looks : body.Uses.Any(call => IsCallOf(call, use.Body))));
    }

    /// <summary>A reference that others check twice is published once: one look at it finds nothing, or all of it.</summary>
    private static bool IsPublished(GuardedState state, StateUse bare) =>
        state.Type is { IsReferenceType: true } && !state.IsInside(bare)
        && state.Uses.Count(use => use.Body == bare.Body && use.IsBare) == 1
        && state.Uses.Any(use => use.IsBare && !use.IsWrite && IsCheckedAgain(state, use));

    private static int Start(StateUse use) => use.Access.Operation.Syntax.SpanStart;

    private static bool IsCheck(StateUse use) => use.IsWrite
        ? use.Access.Operation.Parent is ICoalesceAssignmentOperation
        : IsInCondition(use.Access.Operation);

    private static bool IsCallOf(MethodUse call, BodyFacts body) =>
        call.IsCall && ThreadingTypes.Same(call.Method.OriginalDefinition, body.Method?.OriginalDefinition);

    private static BodyFacts Outermost(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        return body;
    }

    private static bool IsInCondition(IOperation read)
    {
        for (IOperation around = read; around.Parent is { } parent; around = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional:
                    return conditional.Condition == around;
                case ICoalesceOperation or ICoalesceAssignmentOperation or ISwitchExpressionOperation or IIsPatternOperation:
                    return true;
                case IExpressionStatementOperation or IBlockOperation or IAnonymousFunctionOperation:
                    return false;
                // Read into a local, which is looked at then.
                case IVariableInitializerOperation:
                    return true;
            }
        }

        return false;
    }

    private static bool IsInLoopCondition(IOperation read)
    {
        for (IOperation around = read; around.Parent is { } parent; around = parent)
        {
            if (parent is IWhileLoopOperation loop) return loop.Condition == around;
            if (parent is IBlockOperation or IExpressionStatementOperation) return false;
        }

        return false;
    }

    private static bool IsInAssertion(IOperation operation)
    {
        for (var around = operation.Parent; around is not null and not IBlockOperation; around = around.Parent)
            if (around is IInvocationOperation { TargetMethod: { Name: "Assert", ContainingType.Name: "Debug" or "Trace" } }) return true;
        return false;
    }
}
