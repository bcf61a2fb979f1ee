using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>KATA0602: a wait that begins a <c>try</c>, whose <c>finally</c> releases, goes before it.</summary>
/// <remarks>Not where a <c>catch</c> stands beside it: what the wait throws would no longer be caught.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReleaseWithoutAcquireFix : CodeFixProvider
{
    private const string Title = "Wait before the 'try'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["KATA0602"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var diagnostic = context.Diagnostics[0];
        if (root is null || diagnostic.AdditionalLocations.Count == 0) return;
        var give = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var take = root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);
        var wait = take.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (wait is not { Parent: BlockSyntax { Parent: TryStatementSyntax attempt } }) return;
        if (attempt is not { Parent: BlockSyntax block, Catches.Count: 0, Finally: { } last }) return;
        if (attempt.Block.Statements[0] != wait || !last.Span.Contains(give.Span)) return;
        // A wait with a time limit gives up without an exception: it needs a look at its answer, not another place.
        if (IsTimed(take)) return;
        var rest = attempt.WithBlock(attempt.Block.WithStatements(attempt.Block.Statements.RemoveAt(0)))
            .WithLeadingTrivia(attempt.GetLeadingTrivia().Where(t =>
                t.IsKind(SyntaxKind.WhitespaceTrivia)));
        var moved = wait.WithLeadingTrivia(attempt.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
        var replaced = root.ReplaceNode(block, block.WithStatements(block.Statements.ReplaceRange(attempt, [moved, rest])));
        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(replaced)), Title), diagnostic);
    }

    private static bool IsTimed(SyntaxNode take) =>
        take is InvocationExpressionSyntax { ArgumentList.Arguments: { } arguments }
        && (arguments.Count > 1 || arguments.Any(argument => argument.Expression is LiteralExpressionSyntax));
}
