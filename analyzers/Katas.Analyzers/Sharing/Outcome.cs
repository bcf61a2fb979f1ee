using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells under which outcome of a check a later piece of code runs.</summary>
internal static class Outcome
{
    /// <summary>
    /// Whether the code runs where the check is true, or where it is false; null where the check does not decide about it.
    /// </summary>
    /// <param name="check">A boolean value, or one that is kept in a local which is looked at then.</param>
    /// <param name="act">What comes after.</param>
    public static bool? At(IOperation check, IOperation act) =>
        Places(check).Select(place => Of(place, act)).FirstOrDefault(outcome => outcome is not null);

    /// <summary>The value itself, and each use of the local that it is kept in.</summary>
    public static IEnumerable<IOperation> Places(IOperation check)
    {
        var value = MemberAccess.Outermost(check);
        yield return value;
        ILocalSymbol? local = value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => declared.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        if (local is null) yield break;
        foreach (var use in Positions.Root(value).Descendants().OfType<ILocalReferenceOperation>())
        {
            if (ThreadingTypes.Same(use.Local, local) && use.Syntax.SpanStart > value.Syntax.Span.End)
                yield return MemberAccess.Outermost(use);
        }
    }

    /// <summary>Whether a piece of code stands within another.</summary>
    public static bool Contains(IOperation? outer, IOperation inner) =>
        outer is not null && outer.Syntax.SyntaxTree == inner.Syntax.SyntaxTree && outer.Syntax.Span.Contains(inner.Syntax.Span);

    private static bool? Of(IOperation place, IOperation act)
    {
        var isTrue = true;
        for (var value = place; value.Parent is { } parent; value = parent)
        {
            switch (parent)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    isTrue = !isTrue;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } same when IsConstant(Other(same, value), false):
                case IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var pattern } }
                    when IsConstant(pattern, false):
                    isTrue = !isTrue;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both:
                    if (both.LeftOperand == value && Contains(both.RightOperand, act)) return isTrue;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either:
                    if (either.LeftOperand == value && Contains(either.RightOperand, act)) return !isTrue;
                    break;
                case IConditionalOperation conditional when conditional.Condition == value:
                    return Of(conditional, act) is { } branch ? branch == isTrue : null;
                case IWhileLoopOperation loop when loop.Condition == value:
                    return Contains(loop.Body, act) ? isTrue : null;
                case IConversionOperation or IParenthesizedOperation:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether the code runs where the condition is true; null where it may run in both cases.</summary>
    private static bool? Of(IConditionalOperation conditional, IOperation act)
    {
        if (Contains(conditional.WhenTrue, act)) return true;
        if (Contains(conditional.WhenFalse, act)) return false;
        if (act.Syntax.SpanStart < conditional.Syntax.Span.End || !Contains(conditional.Parent, act)) return null;
        return Leaves(conditional.WhenTrue) ? false : Leaves(conditional.WhenFalse) ? true : null;
    }

    private static bool Leaves(IOperation? branch) => branch switch
    {
        IBlockOperation block => Leaves(block.Operations.LastOrDefault()),
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IConditionalOperation conditional => Leaves(conditional.WhenTrue) && Leaves(conditional.WhenFalse),
        ILockOperation locked => Leaves(locked.Body),
        IUsingOperation scope => Leaves(scope.Body),
        _ => false,
    };

    private static IOperation Other(IBinaryOperation operation, IOperation side) =>
        operation.LeftOperand == side ? operation.RightOperand : operation.LeftOperand;

    private static bool IsConstant(IOperation value, bool expected) =>
        value.ConstantValue is { HasValue: true, Value: bool constant } && constant == expected;
}
