using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells which updates Interlocked can do in one step, with the same result.</summary>
internal static class Atomics
{
    /// <summary>The properties of a report that a code fix may mend.</summary>
    public static ImmutableDictionary<string, string?> Fixable { get; } =
        ImmutableDictionary<string, string?>.Empty.Add("fix", "interlocked");

    /// <summary>
    /// Whether Interlocked can do every update of a variable: to mend some and leave others would only look as if it were right.
    /// </summary>
    public static bool AreFixable(SharedVariable variable, IReadOnlyList<Update> updates) =>
        IsCounter(variable) && updates.All(update => IsFixable(variable, update))
        && !variable.Uses.Any(use => use.Access.Kind == AccessKind.Reference && !use.Access.IsAtomic);

    /// <summary>Whether it is what Interlocked can count: a variable, no property, of a type that it has a method for.</summary>
    public static bool IsCounter(SharedVariable variable) => variable.Symbol is not IPropertySymbol && CounterType(variable) is
        SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64;

    /// <summary>Whether Interlocked can do one update.</summary>
    public static bool IsFixable(SharedVariable variable, Update update) =>
        update is { Form: UpdateForm.Step, Condition: null } && update.Place switch
        {
            IIncrementOrDecrementOperation step => step is { IsChecked: false, IsLifted: false },
            ICompoundAssignmentOperation sum => !sum.IsChecked && sum.InConversion.IsIdentity && sum.OutConversion.IsIdentity
                && IsSum(sum.OperatorKind, variable) && !Checks.Reads(variable, sum.Value),
            ISimpleAssignmentOperation { Value: IBinaryOperation { IsChecked: false } sum } => IsSum(sum.OperatorKind, variable)
                && (variable.IsNamedBy(sum.LeftOperand) && !Checks.Reads(variable, sum.RightOperand)
                    || (sum.OperatorKind == BinaryOperatorKind.Add && variable.IsNamedBy(sum.RightOperand)
                        && !Checks.Reads(variable, sum.LeftOperand))),
            _ => false,
        };

    /// <summary>To take away is to add the negative, which an unsigned number has none of.</summary>
    private static bool IsSum(BinaryOperatorKind kind, SharedVariable variable) => kind == BinaryOperatorKind.Add
        || (kind == BinaryOperatorKind.Subtract
            && CounterType(variable) is SpecialType.System_Int32 or SpecialType.System_Int64);

    private static SpecialType CounterType(SharedVariable variable) =>
        variable.Type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType.SpecialType,
            { } type => type.SpecialType,
            _ => SpecialType.None,
        };
}
