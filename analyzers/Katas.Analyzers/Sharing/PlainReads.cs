using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Finds the few reads of what Interlocked changes that are wrong as they are.</summary>
internal static class PlainReads
{
    /// <summary>
    /// Reads that want the result of the change before them: <c>Interlocked.Increment(ref _id); return _id;</c> gives two
    /// callers the same number.
    /// </summary>
    public static IEnumerable<(StateUse Read, StateUse Change)> AfterChanges(SharedVariable variable)
    {
        foreach (var change in variable.Uses.Where(IsDroppedCount))
        {
            if (Statement(change) is not { Parent: IBlockOperation block } statement) continue;
            if (!variable.Uses.Any(other => PlainWrites.IsAtomicChange(other) && variable.MayMeet(change, other))) continue;
            var later = block.Operations.SkipWhile(one => one != statement).Skip(1).ToList();
            var next = variable.Uses.Where(use => use.Body == change.Body && later.Any(one => Contains(one, use)))
                .OrderBy(use => use.Access.Operation.Syntax.SpanStart).FirstOrDefault();
            if (next is not null && IsRead(next) && IsResult(next.Access.Operation)
                && !later.TakeWhile(one => !Contains(one, next)).Any(one => one is IReturnOperation))
                yield return (next, change);
        }
    }

    /// <summary>Loops without a body that wait for a value, and may wait for the one they saw first.</summary>
    public static IEnumerable<(StateUse Read, StateUse Change)> InLoops(SharedVariable variable)
    {
        foreach (var read in variable.Uses.Where(use => use.Access.Kind == AccessKind.Read && !use.Access.IsAtomic))
        {
            if (variable.IsVolatile || !IsEmptyLoop(read.Access.Operation)) continue;
            if (variable.Uses.FirstOrDefault(other => PlainWrites.IsAtomicChange(other) && variable.MayMeet(read, other))
                is { } change) yield return (read, change);
        }
    }

    /// <summary>Plain reads of 64 bits in a type that reads its other 64-bit numbers by Interlocked.</summary>
    /// <remarks>The type expects to run where such a read is not whole, or it would not ask so carefully there.</remarks>
    public static IEnumerable<(StateUse Read, StateUse Change)> OfHalves(TypeFacts facts, SharedVariable variable)
    {
        if (variable.IsCaptured || facts.IsLarge || !IsWide(variable.Type)) yield break;
        if (!facts.Bodies.Any(body => body.Accesses.Any(IsWideRead))) yield break;
        foreach (var reads in variable.Uses.Where(IsPlainWide).GroupBy(read => read.Body))
        {
            var read = reads.First();
            if (variable.Uses.FirstOrDefault(other => PlainWrites.IsAtomicChange(other) && variable.MayMeet(read, other))
                is { } change) yield return (read, change);
        }

        static bool IsPlainWide(StateUse use) => use.Access is { Kind: AccessKind.Read, IsAtomic: false } && use.IsBare;
    }

    private static bool IsWideRead(MemberAccess access) => access is { IsAtomic: true, IsOwn: true }
        && IsWide(access.Operation.Type)
        && MemberAccess.Outermost(access.Operation).Parent is IArgumentOperation { Parent: IInvocationOperation call }
        && call.TargetMethod is { Name: "Read", ContainingType.Name: "Interlocked" };

    private static bool IsWide(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static bool IsDroppedCount(StateUse use) =>
        PlainWrites.IsAtomicCount(use) && Update.IsStatement(PlainWrites.AtomicCall(use)!);

    private static bool IsRead(StateUse use) => use.Access.IsAtomic
        ? PlainWrites.AtomicCall(use) is { TargetMethod.Name: "Read" }
        : use.Access.Kind == AccessKind.Read;

    private static IOperation? Statement(StateUse use)
    {
        var statement = use.Access.Operation;
        while (statement is not (null or IExpressionStatementOperation)) statement = statement.Parent;
        return statement;
    }

    private static bool Contains(IOperation statement, StateUse use) =>
        statement.Syntax.Span.Contains(use.Access.Operation.Syntax.Span);

    /// <summary>Whether a read is what a method returns, or what an <c>if</c> decides by.</summary>
    private static bool IsResult(IOperation read)
    {
        for (var around = read; around.Parent is { } parent; around = parent)
        {
            switch (parent)
            {
                case IReturnOperation:
                    return true;
                case IConditionalOperation conditional:
                    return conditional.Condition == around;
                case IInvocationOperation call when call.TargetMethod.Name != "Read":
                case IBlockOperation or IAnonymousFunctionOperation or ILoopOperation or IExpressionStatementOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool IsEmptyLoop(IOperation read)
    {
        for (var around = read; around.Parent is { } parent; around = parent)
        {
            if (parent is IWhileLoopOperation loop) return loop.Condition == around && IsEmpty(loop.Body);
            if (parent is IInvocationOperation or IBlockOperation) return false;
        }

        return false;
    }

    private static bool IsEmpty(IOperation body) => body is IEmptyOperation or IBlockOperation { Operations.IsEmpty: true };
}
