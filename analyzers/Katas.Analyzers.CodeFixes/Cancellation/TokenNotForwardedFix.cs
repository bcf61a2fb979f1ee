using System.Composition;
using System.Globalization;
using Katas.Analyzers.Cancellation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Cancellation;

/// <summary>Passes the caller's token on, where only one can be meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TokenNotForwardedFix() : NodeFix("KATA0501", "Pass the cancellation token")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, System.Threading.CancellationToken cancellationToken)
    {
        if (node is not InvocationExpressionSyntax call) return null;
        if (!diagnostic.Properties.TryGetValue(TokenNotForwarded.Token, out var token) || token is null) return null;
        var place = int.Parse(diagnostic.Properties[TokenNotForwarded.Position]!, CultureInfo.InvariantCulture);
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token));
        var arguments = call.ArgumentList.Arguments;
        if (place < 0 || place > arguments.Count)
        {
            var name = SyntaxFactory.IdentifierName(diagnostic.Properties[TokenNotForwarded.Parameter]!);
            argument = argument.WithNameColon(SyntaxFactory.NameColon(name).WithTrailingTrivia(SyntaxFactory.Space));
            place = arguments.Count;
        }

        if (place > 0) argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        else if (arguments.Count > 0)
            arguments = arguments.Replace(arguments[0], arguments[0].WithLeadingTrivia(SyntaxFactory.Space));
        return (call.ArgumentList, call.ArgumentList.WithArguments(arguments.Insert(place, argument)));
    }
}
