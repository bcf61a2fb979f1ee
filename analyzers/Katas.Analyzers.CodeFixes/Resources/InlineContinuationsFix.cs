using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>Passes the option that has continuations run elsewhere.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InlineContinuationsFix() : NodeFix("KATA0604", "Run continuations asynchronously")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not BaseObjectCreationExpressionSyntax made) return null;
        var option = SyntaxFactory.ParseExpression("System.Threading.Tasks.TaskCreationOptions.RunContinuationsAsynchronously")
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var arguments = made.ArgumentList?.Arguments ?? default;
        var given = arguments.FirstOrDefault(argument =>
            model.GetTypeInfo(argument.Expression, cancellationToken).Type?.Name == "TaskCreationOptions");
        if (given is null)
        {
            var added = SyntaxFactory.Argument(option);
            if (arguments.Count > 0) added = added.WithLeadingTrivia(SyntaxFactory.Space);
            // After an argument that is named, the place alone does not say what is meant.
            if (arguments.Any(argument => argument.NameColon is not null))
                added = added.WithNameColon(SyntaxFactory.NameColon("creationOptions").WithTrailingTrivia(SyntaxFactory.Space));
            var list = SyntaxFactory.ArgumentList(arguments.Add(added));
            return (made, With(made, list));
        }

        var both = SyntaxFactory.BinaryExpression(
            SyntaxKind.BitwiseOrExpression,
            given.Expression.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.BarToken).WithTrailingTrivia(SyntaxFactory.Space),
            option);
        return (given.Expression, both);
    }

    private static BaseObjectCreationExpressionSyntax With(
        BaseObjectCreationExpressionSyntax made, ArgumentListSyntax list) => made switch
    {
        ObjectCreationExpressionSyntax { ArgumentList: null } named =>
            named.WithType(named.Type.WithoutTrailingTrivia())
                .WithArgumentList(list.WithTrailingTrivia(named.Type.GetTrailingTrivia())),
        _ => made.WithArgumentList(list.WithTriviaFrom(made.ArgumentList!)),
    };
}
