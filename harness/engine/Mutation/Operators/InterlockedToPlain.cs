using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>An indivisible operation in several steps, which come to the same value as long as nobody else is there.</summary>
/// <remarks>
/// <c>(x, x = v).Item1</c> is the value before the assignment: elements of a tuple are evaluated from the left.
/// </remarks>
internal sealed class InterlockedToPlain : IMutationOperator
{
    public string Name => "interlocked-to-plain";

    public string Plants => "another thread comes between the read and the write, and one of the two writes is lost";

    public string MayBeEquivalent =>
        "A lock is held by everybody who touches the variable, only one thread ever writes it, or all write the same value.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from call in file.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let method = model.Called(call)
        where method.IsOf("System.Threading.Interlocked")
        let arguments = call.ArgumentList.Arguments
        where arguments.Count > 0 && arguments.All(argument => argument.NameColon is null)
        let values = arguments.Select(argument => argument.Expression).ToList()
        from replacement in Plain(call, method, values, Places.IsDiscarded(call, model))
        select replacement;

    private static IEnumerable<Replacement> Plain(
        InvocationExpressionSyntax call, IMethodSymbol method, List<ExpressionSyntax> values, bool isDiscarded)
    {
        var x = values[0].ToString();
        return (method.Name, values.Count, isDiscarded) switch
        {
            ("Increment", 1, _) => With($"++{x}"),
            ("Decrement", 1, _) => With($"--{x}"),
            ("Read", 1, false) => With(x),
            ("Add", 2, _) => With($"{x} += {values[1]}"),
            ("And", 2, true) => With($"{x} &= {values[1]}"),
            ("Or", 2, true) => With($"{x} |= {values[1]}"),
            ("And", 2, false) => [Replacement.Of(call, $"({x}, {x} &= {values[1]}).Item1")],
            ("Or", 2, false) => [Replacement.Of(call, $"({x}, {x} |= {values[1]}).Item1")],
            ("Exchange", 2, true) => With($"{x} = {values[1]}"),
            ("Exchange", 2, false) => [Replacement.Of(call, $"({x}, {x} = {values[1]}).Item1")],
            ("CompareExchange", 3, _) when IsSame(method, x, values[2]) is { } isSame =>
                [CompareThenSet(call, isSame, x, values[1], isDiscarded)],
            _ => [],
        };

        IEnumerable<Replacement> With(string text) => [Replacement.Of(call, Places.Fit(call, text))];
    }

    private static Replacement CompareThenSet(
        InvocationExpressionSyntax call, string isSame, string x, ExpressionSyntax value, bool isDiscarded) =>
        call.Parent is ExpressionStatementSyntax statement
            ? Replacement.Of(statement, $"if ({isSame}) {x} = {value};")
            : Replacement.Of(call, (isDiscarded ? "_ = " : "") + $"({isSame} ? ({x}, {x} = {value}).Item1 : {x})");

    /// <summary>Objects are compared by identity, whatever their <c>==</c> does; null where that cannot be written.</summary>
    private static string? IsSame(IMethodSymbol method, string x, ExpressionSyntax comparand)
    {
        var type = method.Parameters[0].Type;
        if (comparand.IsKind(SyntaxKind.NullLiteralExpression)) return $"{x} is null";
        if (!type.IsReferenceType) return type is ITypeParameterSymbol ? null : $"{x} == {Places.Operand(comparand)}";
        return type.GetMembers(WellKnownMemberNames.EqualityOperatorName).IsEmpty && !type.IsRecord
            ? $"{x} == {Places.Operand(comparand)}"
            : $"ReferenceEquals({x}, {comparand})";
    }
}
