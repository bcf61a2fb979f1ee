using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Awaits instead of a blocking wait, in async code where nobody catches the exception that only the wait throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingOnTaskFix() : NodeFix("KATA0404", "Await the task")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not ExpressionSyntax wait || !Awaits.Fits(wait) || Awaits.CatchesAggregate(wait)) return null;
        return Task(wait, model.GetSymbolInfo(wait, cancellationToken).Symbol as IMethodSymbol) is { } task ? (wait, Awaits.InPlaceOf(task, wait)) : null;
    }

    /// <summary>What to await; null for a wait that also has a limit, and for one whose value an await does not give.</summary>
    private static ExpressionSyntax? Task(ExpressionSyntax wait, IMethodSymbol? method) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Result" } result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member, ArgumentList.Arguments: var arguments } =>
            member.Name.Identifier.Text switch
            {
                "Wait" when arguments.Count == 0 => member.Expression,
                "GetResult" when member.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } =>
                    awaiter.Expression,
                "WaitAll" when wait.Parent is ExpressionStatementSyntax && method?.Parameters.Length == 1 =>
                    SyntaxFactory.InvocationExpression(
                        member.WithName(SyntaxFactory.IdentifierName("WhenAll")), ((InvocationExpressionSyntax)wait).ArgumentList),
                _ => null,
            },
        _ => null,
    };
}
