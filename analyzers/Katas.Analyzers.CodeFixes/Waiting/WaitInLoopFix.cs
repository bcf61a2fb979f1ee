using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Waiting;

/// <summary>KATA0204: an <c>if</c> that does nothing but wait becomes a <c>while</c>.</summary>
/// <remarks>Not for a wait with a time limit: in a loop it would begin anew each time.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WaitInLoopFix() : NodeFix("KATA0204", "Ask again: 'while' for 'if'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1,
            Parent: ExpressionStatementSyntax alone }) return null;
        var branch = (alone.Parent is BlockSyntax { Statements.Count: 1 } block
            ? block.Parent : alone.Parent) as IfStatementSyntax;
        if (branch is not { Else: null }) return null;
        // A pattern or an out argument may declare what is used after the if; out of a loop's condition it does not come.
        if (branch.Condition.DescendantNodes().Any(one => one is SingleVariableDesignationSyntax)) return null;
        var keyword = SyntaxFactory.Token(branch.IfKeyword.LeadingTrivia, SyntaxKind.WhileKeyword,
            branch.IfKeyword.TrailingTrivia);
        return (branch, SyntaxFactory.WhileStatement(
            branch.AttributeLists, keyword, branch.OpenParenToken, branch.Condition, branch.CloseParenToken, branch.Statement));
    }
}
