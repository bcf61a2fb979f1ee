using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Katas.Analyzers.CodeFixes.Sharing;

/// <summary>Writes an increment, a decrement or a sum as a call of Interlocked that has the same value.</summary>
internal static class InterlockedCall
{
    /// <summary>What stands for an update; null where Interlocked has no method for its type.</summary>
    public static (SyntaxNode Old, SyntaxNode New)? For(SyntaxNode node, SemanticModel model) => node switch
    {
        PostfixUnaryExpressionSyntax step when IsStep(step) => Step(step, step.Operand, model, isPostfix: true),
        PrefixUnaryExpressionSyntax step when IsStep(step) => Step(step, step.Operand, model, isPostfix: false),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } sum =>
            Sum(sum, sum.Left, sum.Right, model, isLess: false),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression } sum =>
            Sum(sum, sum.Left, sum.Right, model, isLess: true),
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } value
        } sum when SyntaxFactory.AreEquivalent(value.Left, sum.Left) =>
            Sum(sum, sum.Left, value.Right, model, value.IsKind(SyntaxKind.SubtractExpression)),
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } value
        } sum when SyntaxFactory.AreEquivalent(value.Right, sum.Left) => Sum(sum, sum.Left, value.Left, model, isLess: false),
        _ => null,
    };

    /// <summary>The call of a method of a type in <c>System.Threading</c> that gets a variable by reference.</summary>
    public static ExpressionSyntax Of(string type, string method, ExpressionSyntax variable, ExpressionSyntax? value = null)
    {
        var reference = SyntaxFactory.Argument(variable.WithoutTrivia())
            .WithRefKindKeyword(SyntaxFactory.Token(SyntaxKind.RefKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var arguments = value is null
            ? SyntaxFactory.SingletonSeparatedList(reference)
            : SyntaxFactory.SeparatedList([reference, SyntaxFactory.Argument(value.WithoutTrivia())], [comma]);
        var name = SyntaxFactory.ParseName("System.Threading." + type).WithAdditionalAnnotations(Simplifier.Annotation);
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, name, SyntaxFactory.IdentifierName(method)),
            SyntaxFactory.ArgumentList(arguments));
    }

    private static bool IsStep(ExpressionSyntax step) => step.Kind()
        is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression
            or SyntaxKind.PreDecrementExpression;

    private static (SyntaxNode, SyntaxNode)? Step(
        ExpressionSyntax step, ExpressionSyntax variable, SemanticModel model, bool isPostfix)
    {
        var isUp = step.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression;
        var method = isUp ? "Increment" : "Decrement";
        if (!Has(model, method, variable)) return null;
        var call = Of("Interlocked", method, variable);
        if (!isPostfix || !IsUsed(step, model)) return (step, call.WithTriviaFrom(step));
        // The value of _n++ is the one before.
        var before = SyntaxFactory.BinaryExpression(
            isUp ? SyntaxKind.SubtractExpression : SyntaxKind.AddExpression,
            call.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(isUp ? SyntaxKind.MinusToken : SyntaxKind.PlusToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1)));
        return (step, Wrapped(before, step).WithTriviaFrom(step));
    }

    private static ExpressionSyntax Wrapped(ExpressionSyntax value, ExpressionSyntax place) => place.Parent
        is ReturnStatementSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax
            or LambdaExpressionSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax
            ? value
            : SyntaxFactory.ParenthesizedExpression(value);

    private static (SyntaxNode, SyntaxNode)? Sum(
        AssignmentExpressionSyntax sum, ExpressionSyntax variable, ExpressionSyntax value, SemanticModel model, bool isLess)
    {
        if (!Has(model, "Add", variable)) return null;
        var plain = value.WithoutTrivia();
        ExpressionSyntax call = plain is LiteralExpressionSyntax { Token.Value: 1 }
            ? Of("Interlocked", isLess ? "Decrement" : "Increment", variable)
            : Of("Interlocked", "Add", variable, isLess ? Negative(plain) : plain);
        return (sum, call.WithTriviaFrom(sum));
    }

    private static PrefixUnaryExpressionSyntax Negative(ExpressionSyntax value) => SyntaxFactory.PrefixUnaryExpression(
        SyntaxKind.UnaryMinusExpression,
        value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            or ParenthesizedExpressionSyntax or ElementAccessExpressionSyntax
            ? value
            : SyntaxFactory.ParenthesizedExpression(value));

    private static bool Has(SemanticModel model, string method, ExpressionSyntax variable)
    {
        var type = model.GetTypeInfo(variable).Type;
        return type is not null && model.Compilation.GetTypeByMetadataName("System.Threading.Interlocked") is { } interlocked
            && interlocked.GetMembers(method).OfType<IMethodSymbol>()
                .Any(one => SymbolEqualityComparer.Default.Equals(one.Parameters[0].Type, type));
    }

    /// <summary>Whether anybody gets the value of an expression.</summary>
    private static bool IsUsed(ExpressionSyntax expression, SemanticModel model) => expression.Parent switch
    {
        ExpressionStatementSyntax or ForStatementSyntax => false,
        LambdaExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol { ReturnsVoid: true },
        ArrowExpressionClauseSyntax { Parent: { } owner } =>
            model.GetDeclaredSymbol(owner) is not IMethodSymbol { ReturnsVoid: true },
        _ => true,
    };
}
