using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Makes an awaited <c>Parallel.ForEachAsync</c> of <c>list.ForEach</c> and <c>Parallel.ForEach</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsyncLambdaBecomesAsyncVoidFix() : NodeFix("KATA0402", "Await Parallel.ForEachAsync")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not LambdaExpressionSyntax lambda || Parameters(lambda) is not { } parameters) return null;
        if (lambda.Parent is not ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax arguments } argument) return null;
        if (arguments.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call) return null;
        if (!Awaits.Fits(call)) return null;
        if (arguments.Arguments.Last() != argument || arguments.Arguments.Any(other => other.NameColon is not null)) return null;
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: "ForEach" } method) return null;
        var sources = method.ContainingType.Name switch
        {
            "Parallel" when method.Parameters[0].Type.Name == "IEnumerable" => arguments.Arguments.Remove(argument),
            "List" when call.Expression is MemberAccessExpressionSyntax member =>
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(member.Expression.WithoutTrivia())),
            _ => default,
        };
        if (sources.Count == 0) return null;

        var body = argument.WithExpression(
            SyntaxFactory.ParenthesizedLambdaExpression(
                default, lambda.Modifiers, null, parameters, lambda.ArrowToken, lambda.Block, lambda.ExpressionBody))
            .WithLeadingTrivia(SyntaxFactory.Space);
        var each = SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression("System.Threading.Tasks.Parallel.ForEachAsync")
                .WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.ArgumentList(sources.Add(body)));
        return (call, Awaits.InPlaceOf(each, call));
    }

    /// <summary>The element, and a token that the body does not look at; null where the body has a <c>_</c> of its own.</summary>
    private static ParameterListSyntax? Parameters(LambdaExpressionSyntax lambda)
    {
        var element = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } all } => all[0],
            _ => null,
        };
        if (element is null || element.Type is not null) return null;
        if (lambda.Body.DescendantTokens().Any(one => one.IsKind(SyntaxKind.IdentifierToken) && one.Text == "_")) return null;
        var token = SyntaxFactory.Parameter(SyntaxFactory.Identifier("_")).WithLeadingTrivia(SyntaxFactory.Space);
        return SyntaxFactory.ParameterList(SyntaxFactory.SeparatedList([element.WithoutTrivia(), token]))
            .WithTrailingTrivia(SyntaxFactory.Space);
    }
}
