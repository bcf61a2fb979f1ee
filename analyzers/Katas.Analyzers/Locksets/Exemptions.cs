using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Uses of guarded state without its lock that people write on purpose, and may.</summary>
internal static class Exemptions
{
    /// <summary>So many methods that look under the lock, and the one that does not is the exception.</summary>
    private const int LooksOfARule = 2;

    private static readonly string[] Statistics =
    [
        "hit", "miss", "stat", "metric", "evict", "dropped", "retries", "rejected", "served", "processed", "sampled", "approx",
        "telemetry",
    ];

    /// <summary>Whether a use without the lock is left alone.</summary>
    /// <param name="state">All uses of the state.</param>
    /// <param name="bare">The one without the lock.</param>
    public static bool Has(GuardedState state, StateUse bare)
    {
        if (IsInAssertion(bare.Access.Operation) || Lifetimes.IsDisposal(bare.Body.Owner) || IsLength(state, bare)) return true;
        if (bare.IsWrite) return IsBeginning(state, bare);
        if (IsStatistic(state) || IsSnapshot(state, bare) || IsReaderOfHashtable(state)) return true;
        if (Publication.Has(state, bare)) return true;
        return !state.IsInside(bare)
            && (IsLifetime(state, bare) || IsLatch(state, bare) || IsOneLook(state, bare) || IsCheckedAgain(state, bare)
                || IsReport(bare.Body));
    }

    /// <summary>An array that is never replaced is as long as it was.</summary>
    private static bool IsLength(GuardedState state, StateUse bare) => state is { IsFixed: true, Type: IArrayTypeSymbol }
        && bare.Access.Operation.Parent is IPropertyReferenceOperation { Property.Name: "Length" or "LongLength" };

    /// <summary>A <c>Hashtable</c> promises that many may read while one writes.</summary>
    private static bool IsReaderOfHashtable(GuardedState state) =>
        state.Type is INamedTypeSymbol { Name: "Hashtable", ContainingNamespace.Name: "Collections" };

    /// <summary>Code that only tells people how things are.</summary>
    private static bool IsReport(BodyFacts body) =>
        body.Name == "ToString" || body.Name.Contains("Debug") || body.Name.Contains("Statistic")
            || body.Name.Contains("Diagnostic");

    /// <summary>A flag that is only ever set, and a look at it that does nothing under the lock afterwards.</summary>
    /// <remarks>Who sees it too late does what it would have done a moment before.</remarks>
    private static bool IsLatch(GuardedState state, StateUse bare) =>
        state.Type?.SpecialType == SpecialType.System_Boolean && !IsInLoopCondition(bare.Access.Operation)
        && state.Uses.All(use => !use.IsWrite || use.Access.Operation.Parent is ISimpleAssignmentOperation
        {
            Value.ConstantValue: { HasValue: true, Value: true }
        })
        && !bare.Body.Acquisitions.Any(taken => taken.Operation.Syntax.SpanStart > Start(bare));

    /// <summary>One look at a reference finds the object of before or the one of after.</summary>
    /// <remarks>Not where code of this type changes the objects themselves: then the look goes on inside them.</remarks>
    private static bool IsOneLook(GuardedState state, StateUse bare) =>
        state.Type is { IsReferenceType: true } type && !Mutators.IsPlainCollection(type) && bare.Access.Kind == AccessKind.Read
        && state.Uses.Count(use => use.Body == bare.Body && use.IsBare) == 1
        && !state.Facts.Bodies.Any(body => body.Accesses.Any(access =>
            access.IsWrite && !access.IsOwn
                && ThreadingTypes.Same(access.Member.ContainingType?.OriginalDefinition, type.OriginalDefinition)));

    /// <summary>The lock guards the beginning and the end of life alone; others see one of the two.</summary>
    private static bool IsLifetime(GuardedState state, StateUse bare) =>
        state.Uses.Where(use => use.IsWrite).All(use => Lifetimes.Is(use.Body.Owner) && IsPlainWrite(use))
        && !IsInLoopCondition(bare.Access.Operation) && !IsLookedAtTooEarly(state, bare);

    /// <summary>A look in front of the lock under which other methods look: the end may come in between.</summary>
    private static bool IsLookedAtTooEarly(GuardedState state, StateUse bare)
    {
        var body = Outermost(bare.Body);
        var looks = state.Uses.Where(use => !use.IsWrite && !use.IsBare && !Lifetimes.Is(use.Body.Owner)).ToList();
        var taken = bare.Body.Acquisitions.Where(one => one.Operation.Syntax.SpanStart > Start(bare)).ToList();
        return looks.Select(use => Outermost(use.Body)).Distinct().Count() >= LooksOfARule
            && looks.TrueForAll(use => Outermost(use.Body) != body && !body.Uses.Any(call => IsCallOf(call, use.Body)))
            && taken.Any(one => looks.TrueForAll(use => use.Guards.Contains(one.Lock)));
    }

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

    /// <summary>Whether a write puts a new object in the place of the one before: <c>_all = [.. _all, x]</c>.</summary>
    private static bool IsCopy(StateUse write)
    {
        if (write.Access.Operation.Parent is not ISimpleAssignmentOperation { Value: { } value }) return false;
        var made = Plain(value);
        if (made is ILocalReferenceOperation { Local: { } local })
        {
            var declared = write.Body.Root.Descendants().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(declarator => ThreadingTypes.Same(declarator.Symbol, local));
            return declared?.GetVariableInitializer()?.Value is { } initial && IsMaking(Plain(initial));
        }

        return made.ConstantValue is { HasValue: true, Value: null }
            || (IsMaking(made) && made.Descendants().Any(part => part is IFieldReferenceOperation field
                && ThreadingTypes.Same(field.Field.OriginalDefinition, write.Access.Member)));
    }

    private static bool IsMaking(IOperation value) => value is IObjectCreationOperation or ICollectionExpressionOperation
        or IArrayCreationOperation or IWithOperation or IInvocationOperation;

    private static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value;
    }

    /// <summary>A first look without the lock, and a second under it: another rule asks whether that is safe.</summary>
    /// <remarks>To look into a plain collection while others change it is never safe.</remarks>
    private static bool IsCheckedAgain(GuardedState state, StateUse bare)
    {
        var body = Outermost(bare.Body);
        var looks = state.Uses.Where(use => use.IsBare && Outermost(use.Body) == body && IsInCondition(use.Access.Operation))
            .Select(use => Start(use)).DefaultIfEmpty(int.MaxValue).Min();
        return state.Uses.Any(use => !use.IsBare && IsCheck(use) && Start(bare) >= looks
            && (Outermost(use.Body) == body ? Start(use) > looks : body.Uses.Any(call => IsCallOf(call, use.Body))));
    }

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
        {
            if (around is IInvocationOperation { TargetMethod: { Name: "Assert", ContainingType.Name: "Debug" or "Trace" } })
                return true;
        }

        return false;
    }
}
