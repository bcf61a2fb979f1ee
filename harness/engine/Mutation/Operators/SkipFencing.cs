using System.Text.RegularExpressions;
using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A term, epoch, version or token of a message is not compared with the one that is held, or is by one off.</summary>
/// <remarks>
/// <para>A comparison of two whole numbers is meant, one of what was given and one of what is kept, where the two have a word of
/// their names in common, are of such a name, or the one is kept because the other was given.</para>
/// <para>
/// The comparison then says what it says of a message that is new: <c>given &lt; held</c> is false, <c>given == held</c> true.
/// </para>
/// </remarks>
internal sealed partial class SkipFencing : IMutationOperator
{
    public string Name => "skip-fencing";

    public string Plants => "what comes from a time that is over is taken for current";

    public string MayBeEquivalent =>
        "Another comparison refuses the same messages, the numbers can never be equal there, or none that is old can arrive.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from comparison in file.DescendantNodes().OfType<BinaryExpressionSyntax>()
        where Opposite(comparison.Kind()) is not null && Decides(Places.WholeCondition(comparison))
        where IsFence(comparison.Left, comparison.Right, model) || IsFence(comparison.Right, comparison.Left, model)
        from replacement in Faults(comparison, IsGiven(comparison.Left, model))
        select replacement;

    private static IEnumerable<Replacement> Faults(BinaryExpressionSyntax comparison, bool givenIsLeft)
    {
        var kind = comparison.Kind();
        var isNewWhenTrue = kind switch
        {
            SyntaxKind.EqualsExpression => true,
            SyntaxKind.NotEqualsExpression => false,
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => givenIsLeft,
            _ => !givenIsLeft,
        };
        var isExit = Places.IsEarlyExit(Places.WholeCondition(comparison));
        if (isExit && kind == SyntaxKind.EqualsExpression) yield break; // what leaves for an equal number has seen it already
        yield return Replacement.Of(comparison, isNewWhenTrue && !isExit ? "true" : "false");
        if (Opposite(kind) is { Length: > 0 } other) yield return new(comparison.OperatorToken.Span, other);
    }

    /// <summary>The operator that differs for equal numbers only; empty where there is none; null: no comparison.</summary>
    private static string? Opposite(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanExpression => "<=",
        SyntaxKind.LessThanOrEqualExpression => "<",
        SyntaxKind.GreaterThanExpression => ">=",
        SyntaxKind.GreaterThanOrEqualExpression => ">",
        SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => "",
        _ => null,
    };

    /// <summary>Not the condition of a loop, and not an assertion.</summary>
    private static bool Decides(ExpressionSyntax condition) => condition.Parent is IfStatementSyntax or ReturnStatementSyntax
        or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or WhenClauseSyntax or AssignmentExpressionSyntax
        || (condition.Parent is ConditionalExpressionSyntax either && either.Condition == condition);

    private static bool IsFence(ExpressionSyntax given, ExpressionSyntax held, SemanticModel model) =>
        model.GetTypeInfo(given).Type.IsIntegral() && model.GetTypeInfo(held).Type.IsIntegral()
        && IsGiven(given, model)
        && model.Named(held) is { } symbol && model.Named(held.Root()).IsState() && !IsLength(symbol)
        && (Words(LastName(given)).Intersect(Words(LastName(held))).Any()
            || Fence().IsMatch(LastName(held))
            || IsTakenFrom(symbol, given, model));

    private static bool IsGiven(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } => IsGiven(only.Expression, model),
        _ => model.Named(expression.Root()) is { } root && root is ILocalSymbol or IParameterSymbol && !root.IsState(),
    };

    private static bool IsLength(ISymbol symbol) => symbol.Name is "Count" or "Length";

    /// <summary>Whether what is given is kept in the same place.</summary>
    private static bool IsTakenFrom(ISymbol held, ExpressionSyntax given, SemanticModel model) =>
        given.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && model.Assigned(held, type).Any(value => SyntaxFactory.AreEquivalent(value, given));

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => LastName(call.Expression),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<string> Words(string name) =>
        Word().Matches(name).Select(word => word.Value.ToLowerInvariant()).Where(word => word.Length > 2);

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex("term|epoch|token|fenc|version|generation|sequence|ballot|revision|watermark", RegexOptions.IgnoreCase)]
    private static partial Regex Fence();
}
