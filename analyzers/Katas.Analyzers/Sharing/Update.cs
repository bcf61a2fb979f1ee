using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>In which way a change of a variable depends on what was in it.</summary>
internal enum UpdateForm
{
    /// <summary>It is read, computed and written back: <c>_n++</c>, <c>_n = _n + 1</c>.</summary>
    Step,

    /// <summary>It is made if it is not there: <c>_x ??= new()</c>.</summary>
    Make,

    /// <summary>It is looked at, and then changed, or not.</summary>
    Check,
}

/// <summary>A change of a variable that depends on what was in it, in more than one step.</summary>
/// <param name="Use">The change.</param>
/// <param name="Form">How it depends on it.</param>
/// <param name="Place">The whole expression.</param>
internal sealed record Update(StateUse Use, UpdateForm Form, IOperation Place)
{
    /// <summary>The condition that decided about it, if there is one.</summary>
    public IOperation? Condition { get; init; }

    /// <summary>How a use is such a change; null for any other use.</summary>
    public static Update? Of(SharedVariable variable, StateUse use)
    {
        var target = Target(use.Access.Operation);
        var condition = Checks.Of(variable, target);
        switch (target.Parent)
        {
            case IIncrementOrDecrementOperation step when step.Target == target:
            case ICompoundAssignmentOperation sum when sum.Target == target:
                return new(use, UpdateForm.Step, target.Parent) { Condition = condition };
            case ICoalesceAssignmentOperation made when made.Target == target:
                return new(use, UpdateForm.Make, made);
            case ISimpleAssignmentOperation write when write.Target == target:
                return target == use.Access.Operation
                    ? OfWrite(variable, use, write, condition)
                    : OfElement(variable, use, write);
            case IArgumentOperation { Parent: IInvocationOperation call } when use.Access.IsAtomic && condition is not null
                && call.TargetMethod.Name is "Increment" or "Decrement" or "Add" && IsStatement(call)
                && call.TargetMethod.ContainingType.Name == "Interlocked":
                return new(use, UpdateForm.Check, call) { Condition = condition };
            case IArgumentOperation { Parent: IInvocationOperation { Arguments.Length: 2 } call } when use.Access.IsAtomic
                && condition is not null && IsStatement(call) && IsSet(call.TargetMethod)
                && DependsOn(variable, condition, call):
                return new(use, UpdateForm.Check, call) { Condition = condition };
            default:
                return null;
        }
    }

    /// <summary>What is done to a variable at a place where its property is set.</summary>
    public static AccessKind KindOf(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation ? AccessKind.Write : AccessKind.Update;

    /// <summary>Whether the value of an expression is not used.</summary>
    public static bool IsStatement(IOperation expression) =>
        MemberAccess.Outermost(expression).Parent is IExpressionStatementOperation
        || (expression.Parent is IReturnOperation { IsImplicit: true } && IsWithoutResult(expression));

    /// <summary>Whether it sets whatever is there: each step is whole, the look and the change together are not.</summary>
    private static bool IsSet(IMethodSymbol method) => (method.ContainingType.Name, method.Name)
        is ("Interlocked", "Exchange") or ("Volatile", "Write");

    private static bool DependsOn(SharedVariable variable, IOperation condition, IInvocationOperation set)
    {
        var value = Plain(set.Arguments.First(argument => argument.Parameter?.RefKind == RefKind.None).Value);
        return Checks.IsForGreater(variable, condition, value)
            || (value.ConstantValue is { HasValue: true, Value: not null } && Checks.DecidesMore(set, condition)
                && condition.DescendantsAndSelf().Any(part => IsQuestion(variable, part)));
    }

    /// <summary>Whether it asks which of some values the variable has: one that is only a limit is set at any time.</summary>
    private static bool IsQuestion(SharedVariable variable, IOperation part) => part switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared =>
            (Checks.Reads(variable, compared.LeftOperand) && compared.RightOperand.ConstantValue.HasValue)
            || (Checks.Reads(variable, compared.RightOperand) && compared.LeftOperand.ConstantValue.HasValue),
        IIsPatternOperation pattern => Checks.Reads(variable, pattern.Value),
        IArgumentOperation { Parent: IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } } argument =>
            Checks.Reads(variable, argument.Value),
        _ => false,
    };

    private static bool IsWithoutResult(IOperation expression) =>
        expression.SemanticModel?.GetEnclosingSymbol(expression.Syntax.SpanStart) is IMethodSymbol { ReturnsVoid: true };

    private static Update? OfWrite(
        SharedVariable variable, StateUse use, ISimpleAssignmentOperation write, IOperation? condition)
    {
        if (write.Parent is IForLoopOperation) return null;
        var value = Plain(write.Value);
        if (value is ICoalesceOperation coalesce && variable.IsNamedBy(Plain(coalesce.Value)))
            return new(use, UpdateForm.Make, write);
        if (Checks.Reads(variable, write.Value)) return new(use, UpdateForm.Step, write) { Condition = condition };
        if (condition is null) return null;
        if (Checks.IsForGreater(variable, condition, value))
            return new(use, UpdateForm.Step, write) { Condition = condition };
        if (Checks.IsForSame(condition, value)) return null;
        if (Checks.IsForNull(variable, condition) && IsMaking(value)) return new(use, UpdateForm.Make, write);
        return IsChoice(variable, value) && Checks.DecidesMore(write, condition)
            ? new(use, UpdateForm.Check, write) { Condition = condition }
            : null;
    }

    /// <summary>Whether it matters who sets it: not for what is computed again, nor for a reference that is dropped.</summary>
    private static bool IsChoice(SharedVariable variable, IOperation value) =>
        value is not (IInvocationOperation or IAwaitOperation or IConditionalOperation)
        && !(variable.Type?.IsReferenceType == true && value.ConstantValue is { HasValue: true, Value: null });

    /// <summary><c>_counts[i] = _counts[i] + 1</c>.</summary>
    private static Update? OfElement(SharedVariable variable, StateUse use, ISimpleAssignmentOperation write)
    {
        var text = write.Target.Syntax.ToString();
        return write.Value.DescendantsAndSelf().Any(part => part is IArrayElementReferenceOperation element
            && variable.IsNamedBy(element.ArrayReference) && element.Syntax.ToString() == text)
            ? new(use, UpdateForm.Step, write)
            : null;
    }

    /// <summary>The value that is made where there is none.</summary>
    public IOperation? Made => Place switch
    {
        ICoalesceAssignmentOperation made => Plain(made.Value),
        ISimpleAssignmentOperation { Value: { } value } => Plain(value) is ICoalesceOperation coalesce
            ? Plain(coalesce.WhenNull)
            : Plain(value),
        _ => null,
    };

    /// <summary>What is assigned: the variable itself, an element of the array in it, or a field of the struct in it.</summary>
    private static IOperation Target(IOperation use)
    {
        while (use.Parent is IArrayElementReferenceOperation element && element.ArrayReference == use
            || use.Parent is IFieldReferenceOperation { Instance.Type.IsValueType: true })
            use = use.Parent;
        return use;
    }

    private static bool IsMaking(IOperation value) =>
        value is IObjectCreationOperation or IInvocationOperation or IAwaitOperation or ICollectionExpressionOperation
            or IArrayCreationOperation;

    public static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation or IParenthesizedOperation)
            value = (value as IConversionOperation)?.Operand ?? ((IParenthesizedOperation)value).Operand;
        return value;
    }
}
