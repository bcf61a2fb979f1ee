using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Awaits instead of blocking, in async code where nobody catches the exception that only blocking throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingOnTaskFix() : NodeFix("KATA0404", "Await the task")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not ExpressionSyntax wait || !Awaits.Fits(wait) || Awaits.CatchesAggregate(wait)) return null;
        var method = model.GetSymbolInfo(wait, cancellationToken).Symbol as IMethodSymbol;
        return Task(wait, method) is { } task ? (wait, Awaits.InPlaceOf(task, wait)) : null;
    }

    /// <summary>What to await; null for a wait that also has a limit, and for one whose value an await does not give.</summary>
    private static ExpressionSyntax? Task(ExpressionSyntax wait, IMethodSymbol? method) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Result" } result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member, ArgumentList: var list } =>
            member.Name.Identifier.Text switch
            {
                "Wait" when list.Arguments.Count == 0 => member.Expression,
                "GetResult" => member.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax made }
                    ? made.Expression
                    : null,
                "WaitAll" when wait.Parent is ExpressionStatementSyntax && method?.Parameters.Length == 1 =>
                    SyntaxFactory.InvocationExpression(member.WithName(SyntaxFactory.IdentifierName("WhenAll")), list),
                _ => null,
            },
        _ => null,
    };
}
