using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Waiting;

/// <summary>KATA0204: an <c>if</c> that does nothing but wait becomes a <c>while</c>.</summary>
/// <remarks>Not for a wait with a time limit: in a loop it would begin anew each time.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WaitInLoopFix : CodeFixProvider
{
    private const string Title = "Ask again: 'while' for 'if'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["KATA0204"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var wait = root?.FindNode(context.Diagnostics[0].Location.SourceSpan, getInnermostNodeForTie: true);
        if (wait is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1,
            Parent: ExpressionStatementSyntax alone }) return;
        var branch = (alone.Parent is BlockSyntax { Statements.Count: 1 } block
            ? block.Parent : alone.Parent) as IfStatementSyntax;
        if (root is null || branch is not { Else: null }) return;
        // A pattern or an out argument may declare what is used after the if; out of a loop's condition it does not come.
        if (branch.Condition.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax)) return;
        var keyword = SyntaxFactory.Token(branch.IfKeyword.LeadingTrivia, SyntaxKind.WhileKeyword,
            branch.IfKeyword.TrailingTrivia);
        var loop = SyntaxFactory.WhileStatement(
            branch.AttributeLists, keyword, branch.OpenParenToken, branch.Condition, branch.CloseParenToken, branch.Statement);
        var replaced = root.ReplaceNode(branch, loop);
        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(replaced)), Title),
                context.Diagnostics[0]);
    }
}
