using System.Composition;
using System.Threading;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Awaits a dropped task, in async code; of a task of a task, gives back one for both.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DroppedTaskFix() : NodeFix("KATA0403", "Await the task")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.ContainsKey(DroppedTask.IsOfTask))
            return node is InvocationExpressionSyntax started ? (started, Unwrapped(started)) : null;
        // To await what a conditional access gives would throw where there was nothing to call.
        return node is ExpressionSyntax task and not ConditionalAccessExpressionSyntax && Awaits.Fits(task)
            ? (task, Awaits.InPlaceOf(task, task))
            : null;
    }

    /// <summary>Of a task of a task that a query makes: one that ends with the inner one.</summary>
    private static InvocationExpressionSyntax Unwrapped(InvocationExpressionSyntax started) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, started.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Unwrap")))
            .WithTrailingTrivia(started.GetTrailingTrivia());
}
