using System.Composition;
using System.Linq;
using Katas.Analyzers.CodeFixes.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>KATA0602: a wait that begins a <c>try</c>, whose <c>finally</c> releases, goes before it.</summary>
/// <remarks>Not where a <c>catch</c> stands beside it: what the wait throws would no longer be caught.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReleaseWithoutAcquireFix() : PathFix("KATA0602", "Wait before the 'try'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(SyntaxNode reported, SyntaxNode other)
    {
        var wait = other.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (wait is not { Parent: BlockSyntax { Parent: TryStatementSyntax attempt } }) return null;
        if (attempt is not { Parent: BlockSyntax block, Catches.Count: 0, Finally: { } last }) return null;
        if (attempt.Block.Statements[0] != wait || !last.Span.Contains(reported.Span)) return null;
        // A wait with a time limit gives up without an exception: it needs a look at its answer, not another place.
        if (IsTimed(other)) return null;
        var rest = attempt.WithBlock(attempt.Block.WithStatements(attempt.Block.Statements.RemoveAt(0)))
            .WithLeadingTrivia(attempt.GetLeadingTrivia().Where(t =>
                t.IsKind(SyntaxKind.WhitespaceTrivia)));
        var moved = wait.WithLeadingTrivia(attempt.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
        return (block, block.WithStatements(block.Statements.ReplaceRange(attempt, [moved, rest])));
    }

    private static bool IsTimed(SyntaxNode take) =>
        take is InvocationExpressionSyntax { ArgumentList.Arguments: { } arguments }
        && (arguments.Count > 1 || arguments.Any(argument => argument.Expression is LiteralExpressionSyntax));
}
