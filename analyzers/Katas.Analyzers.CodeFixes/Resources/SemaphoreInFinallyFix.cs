using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Katas.Analyzers.CodeFixes.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>
/// KATA0601: what stands between the wait and the release goes into a <c>try</c>, and the release into its <c>finally</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SemaphoreInFinallyFix : CodeFixProvider
{
    private const string Title = "Release in 'finally'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["KATA0601"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var diagnostic = context.Diagnostics[0];
        if (root is null || diagnostic.AdditionalLocations.Count == 0) return;
        var take = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var give = root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);
        if (Section.Of(take, give) is not { } section) return;
        var last = SyntaxFactory.FinallyClause(SyntaxFactory.Block(section.Give.WithLeadingTrivia(SyntaxFactory.TriviaList())));
        var attempt = SyntaxFactory.TryStatement(section.Inner(), default, last)
            .WithTrailingTrivia(section.Give.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var replaced = root.ReplaceNode(section.Block, section.With(section.Take, attempt));
        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(replaced)), Title), diagnostic);
    }
}
