using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>What a comparison says of the number of items in a collection.</summary>
internal static class Comparison
{
    /// <summary>A boolean that tells whether there are items, and what it is when there are none; null for another use.</summary>
    public static (IOperation Value, bool IsEmpty)? OfEmptiness(ConcurrentUse look)
    {
        if (look.Name == "IsEmpty") return (look.Operation, true);
        if (look is { Name: "Any", Operation: IInvocationOperation { Arguments.Length: 1 } }) return (look.Operation, false);
        if (Of(look) is not var (comparison, kind, bound) || bound.ConstantValue is not { HasValue: true, Value: int number })
            return null;
        return (kind, number) switch
        {
            (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, 0) => (comparison, false),
            (BinaryOperatorKind.GreaterThanOrEqual, 1) => (comparison, false),
            (BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, 0) => (comparison, true),
            (BinaryOperatorKind.LessThan, 1) => (comparison, true),
            _ => null,
        };
    }

    /// <summary>A boolean that tells whether a bound is reached, and what it is when it is not; null for another use.</summary>
    public static (IOperation Value, bool HasRoom)? OfRoom(ConcurrentUse look) =>
        Of(look) is not var (comparison, kind, bound) || bound.ConstantValue is { HasValue: true, Value: 0 } ? null
        : kind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => (comparison, true),
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals =>
                (comparison, false),
            _ => null,
        };

    /// <summary>The comparison that a count stands in, turned so that the count is on the left.</summary>
    private static (IOperation Comparison, BinaryOperatorKind Kind, IOperation Bound)? Of(ConcurrentUse look)
    {
        if (look.Name != "Count") return null;
        var count = MemberAccess.Outermost(look.Operation);
        if (count.Parent is not IBinaryOperation binary) return null;
        return binary.LeftOperand == count
            ? (binary, binary.OperatorKind, binary.RightOperand)
            : (binary, Turned(binary.OperatorKind), binary.LeftOperand);
    }

    private static BinaryOperatorKind Turned(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
