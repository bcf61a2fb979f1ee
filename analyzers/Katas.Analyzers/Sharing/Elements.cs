using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells an element of an array that one thread has for itself.</summary>
internal static class Elements
{
    /// <summary>
    /// Whether a use is of an element that the code gets by its own number: <c>sums[i] += x</c> in <c>Parallel.For</c>.
    /// </summary>
    /// <remarks>What is counted by a value, <c>counts[x % 8]</c>, another thread may count too.</remarks>
    public static bool IsOwn(StateUse use) =>
        use.Access.Operation.Parent is IArrayElementReferenceOperation element
        && (use.Body.IsDeferred || use.Body.Owner is { DeclaredAccessibility: Accessibility.Private })
        && element.Indices.All(IsNumber);

    private static bool IsNumber(IOperation index) => Update.Plain(index) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply
        } sum =>
            IsNumber(sum.LeftOperand) || IsNumber(sum.RightOperand),
        _ => false,
    };
}
