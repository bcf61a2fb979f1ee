using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Finds the look at a variable that decides whether it is changed.</summary>
internal static class Checks
{
    /// <summary>The condition around a change, or of a way out before it, that reads the variable; null for none.</summary>
    public static IOperation? Of(SharedVariable variable, IOperation change)
    {
        for (IOperation around = change; around.Parent is { } parent; around = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional
                    when conditional.Condition != around && Reads(variable, conditional.Condition):
                    return conditional.Condition;
                case IWhileLoopOperation { Condition: { } condition } when condition != around && Reads(variable, condition):
                    return condition;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
                    when both.RightOperand == around && Reads(variable, both.LeftOperand):
                    return both.LeftOperand;
                case IBlockOperation block when WayOut(variable, block, around) is { } condition:
                    return condition;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether an expression reads the variable, or a local that was read from it before.</summary>
    public static bool Reads(SharedVariable variable, IOperation expression) => expression.DescendantsAndSelf().Any(part =>
        IsRead(variable, part, expression) || (part is ILocalReferenceOperation local && WasRead(variable, local)));

    /// <summary>Whether a condition asks whether there is something yet.</summary>
    public static bool IsForNull(SharedVariable variable, IOperation condition) =>
        variable.Type?.IsReferenceType == true && condition.DescendantsAndSelf().Any(part => part switch
        {
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } =>
                true,
            IIsPatternOperation { Pattern: INegatedPatternOperation } => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared =>
                IsNull(compared.LeftOperand) || IsNull(compared.RightOperand),
            _ => false,
        });

    /// <summary>Whether the condition decides about more than the change alone.</summary>
    /// <remarks><c>if (_isDirty) _isDirty = false;</c> ends the same, however often it is done.</remarks>
    public static bool DecidesMore(IOperation change, IOperation condition)
    {
        if (condition.Parent is not IConditionalOperation) return condition.Parent is not IWhileLoopOperation;
        var statement = change;
        while (statement.Parent is not (IBlockOperation or IConditionalOperation or ILoopOperation or null))
            statement = statement.Parent;
        var branch = condition.Parent is IConditionalOperation conditional && !IsWayOut(conditional)
            ? conditional.WhenTrue.Syntax.Span.Contains(change.Syntax.Span) ? conditional.WhenTrue : conditional.WhenFalse
            : condition.Parent?.Parent;
        return branch is not null && branch != statement && branch.ChildOperations.Any(other =>
            other != statement && other.Syntax.SpanStart > condition.Syntax.Span.End
            && other is not (IReturnOperation { ReturnedValue: null } or IBranchOperation or ILocalFunctionOperation));
    }

    /// <summary>Whether a condition asks which of two is greater: the variable, or what is then put into it.</summary>
    public static bool IsForGreater(SharedVariable variable, IOperation condition, IOperation value) =>
        condition.DescendantsAndSelf().Any(part => part is IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThanOrEqual
        } compared
            && ((Reads(variable, compared.LeftOperand) && IsText(compared.RightOperand, value))
                || (Reads(variable, compared.RightOperand) && IsText(compared.LeftOperand, value))));

    /// <summary>Whether a condition asks whether the variable holds already what is then put into it.</summary>
    public static bool IsForSame(IOperation condition, IOperation value) =>
        value is IParameterReferenceOperation or ILocalReferenceOperation
        && condition.DescendantsAndSelf().Any(part => IsText(part, value));

    private static bool IsText(IOperation one, IOperation other) =>
        Update.Plain(one).Syntax.ToString() == Update.Plain(other).Syntax.ToString();

    private static IOperation? WayOut(SharedVariable variable, IBlockOperation block, IOperation change) => block.Operations
        .TakeWhile(statement => statement != change).OfType<IConditionalOperation>()
        .LastOrDefault(conditional => IsWayOut(conditional) && Reads(variable, conditional.Condition))?.Condition;

    private static bool IsWayOut(IConditionalOperation conditional) => Last(conditional.WhenTrue)
        is IReturnOperation or IThrowOperation or IBranchOperation
            or IExpressionStatementOperation { Operation: IThrowOperation };

    private static IOperation? Last(IOperation? branch) =>
        branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch;

    /// <summary>To look into what it holds is not to look at the variable: <c>_list.Count</c>.</summary>
    private static bool IsContent(IOperation read) => MemberAccess.Outermost(read).Parent switch
    {
        IMemberReferenceOperation member => member.Instance is { Type.IsReferenceType: true }
            && !Immutables.Is(member.Instance.Type) && read.Type is not INamedTypeSymbol { IsRecord: true },
        IArrayElementReferenceOperation => true,
        _ => false,
    };

    private static bool IsOnlyWritten(IOperation part) =>
        part.Parent is ISimpleAssignmentOperation write && write.Target == part;

    private static bool WasRead(SharedVariable variable, ILocalReferenceOperation use) =>
        !ThreadingTypes.Same(use.Local, variable.Symbol)
        && Positions.Root(use).Descendants().Any(part => part is IVariableDeclaratorOperation declared
            && ThreadingTypes.Same(declared.Symbol, use.Local)
            && declared.GetVariableInitializer()?.Value is { } value
            && value.DescendantsAndSelf().Any(read => IsRead(variable, read, value)));

    /// <summary>Whether a part of an expression reads the variable as it is.</summary>
    /// <remarks>What <c>Interlocked</c> gives back is the thread's own; a lambda runs at another time.</remarks>
    private static bool IsRead(SharedVariable variable, IOperation part, IOperation expression)
    {
        if (!variable.IsNamedBy(part) || IsContent(part) || IsOnlyWritten(part)) return false;
        for (var around = part; around != expression && around is not null; around = around.Parent)
            if (IsApart(around)) return false;
        return !IsApart(expression);
    }

    private static bool IsApart(IOperation around) => around is IAnonymousFunctionOperation or INameOfOperation
        or IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked" or "Monitor", Name: not "Read" } };

    private static bool IsNull(IOperation value) => Update.Plain(value).ConstantValue is { HasValue: true, Value: null };
}
