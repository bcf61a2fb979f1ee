using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>The larger, or the smaller, of two values without the comparison: what must not go back goes back.</summary>
internal sealed class DropBound : IMutationOperator
{
    private static readonly string[] Times = ["System.TimeSpan", "System.DateTime", "System.DateTimeOffset", "System.Int128"];

    public string Name => "drop-bound";

    public string Plants => "a clock, a watermark or a number of the latest goes back, or a limit is passed";

    public string MayBeEquivalent => "The other value is never beyond it.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().SelectMany(node => Unbounded(node, model));

    private static IEnumerable<Replacement> Unbounded(SyntaxNode node, SemanticModel model) => node switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [var one, var other] } call
            when model.Called(call) is { Name: "Max" or "Min", IsStatic: true } method && Counts(method.ReturnType)
                && (Counts(method.ContainingType) || method.IsOf("System.Math")) =>
            Choose(call, one.Expression, other.Expression, model),
        ConditionalExpressionSyntax { Condition: BinaryExpressionSyntax comparison } either when Bounds(comparison, model)
            && AreThose(comparison, either.WhenTrue, either.WhenFalse) =>
            Choose(either, either.WhenTrue, either.WhenFalse, model),
        IfStatementSyntax { Condition: BinaryExpressionSyntax comparison, Else: null } guard when Bounds(comparison, model) =>
            Guarded(guard, comparison, model),
        _ => [],
    };

    /// <summary>What is new rather than what is kept, and what is given rather than a limit that is written down.</summary>
    private static IEnumerable<Replacement> Choose(
        ExpressionSyntax bounded, ExpressionSyntax one, ExpressionSyntax other, SemanticModel model)
    {
        var target = bounded.Parent is AssignmentExpressionSyntax assignment ? assignment.Left : null;
        return
            from value in new[] { one, other }
            where target is null || !SyntaxFactory.AreEquivalent(value, target)
            where !model.GetConstantValue(value).HasValue
                && model.Named(value.Root()) is not IFieldSymbol { IsStatic: true, IsReadOnly: true }
            select Replacement.Of(bounded, Places.Fit(bounded, Cast(bounded, value, model)));
    }

    /// <summary>The type of the larger of an <c>int</c> and a <c>long</c> is that of both.</summary>
    private static string Cast(ExpressionSyntax bounded, ExpressionSyntax value, SemanticModel model)
    {
        var (wanted, given) = (model.GetTypeInfo(bounded).Type, model.GetTypeInfo(value).Type);
        return Meaning.Same(wanted, given) || wanted is null ? value.ToString() : $"({wanted.ToDisplayString()})({value})";
    }

    /// <summary><c>if (x > _highest) _highest = x;</c>: a field takes each value; a local goes without its limit.</summary>
    private static IEnumerable<Replacement> Guarded(
        IfStatementSyntax guard, BinaryExpressionSyntax comparison, SemanticModel model)
    {
        var body = guard.Statement is BlockSyntax { Statements: [var only] } ? only : guard.Statement;
        if (body is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax
            { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }) return [];
        if (!AreThose(comparison, assignment.Left, assignment.Right)) return [];
        return model.Named(assignment.Left).IsState() ? [Replacement.Of(guard, body.ToString())] : [Places.Without(guard)];
    }

    private static bool Bounds(BinaryExpressionSyntax comparison, SemanticModel model) =>
        comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
            or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
        && Counts(model.GetTypeInfo(comparison.Left).Type);

    private static bool AreThose(BinaryExpressionSyntax comparison, ExpressionSyntax one, ExpressionSyntax other) =>
        (SyntaxFactory.AreEquivalent(comparison.Left, one) && SyntaxFactory.AreEquivalent(comparison.Right, other))
        || (SyntaxFactory.AreEquivalent(comparison.Left, other) && SyntaxFactory.AreEquivalent(comparison.Right, one));

    private static bool Counts(ITypeSymbol? type) => type.IsIntegral() || Times.Contains(type.FullName());
}
