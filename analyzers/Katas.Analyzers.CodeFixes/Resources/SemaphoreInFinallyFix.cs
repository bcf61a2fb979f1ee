using System.Composition;
using System.Linq;
using Katas.Analyzers.CodeFixes.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>
/// KATA0601: what stands between the wait and the release goes into a <c>try</c>, and the release into its <c>finally</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SemaphoreInFinallyFix() : PathFix("KATA0601", "Release in 'finally'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(SyntaxNode reported, SyntaxNode other)
    {
        if (Section.Of(reported, other) is not { } section) return null;
        var last = SyntaxFactory.FinallyClause(SyntaxFactory.Block(section.Give.WithLeadingTrivia(SyntaxFactory.TriviaList())));
        var attempt = SyntaxFactory.TryStatement(section.Inner(), default, last)
            .WithTrailingTrivia(section.Give.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return (section.Block, section.With(section.Take, attempt));
    }
}
