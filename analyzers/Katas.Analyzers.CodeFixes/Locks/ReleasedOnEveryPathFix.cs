using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Katas.Analyzers.CodeFixes.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Locks;

/// <summary>
/// KATA0108: <c>Enter</c> and <c>Exit</c> in one block, of a <c>Monitor</c> or a <c>Lock</c>, become <c>lock</c>.
/// </summary>
/// <remarks>
/// Not around an <c>await</c>, which no <c>lock</c> may hold, and not for an <c>Enter</c> with a <c>ref bool</c>.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReleasedOnEveryPathFix : CodeFixProvider
{
    private const string Title = "Use 'lock'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["KATA0108"];

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
        if (Locked(take) is not { } gate || Section.Of(take, give) is not { } section) return;
        if (section.Body.SelectMany(s => s.DescendantNodesAndSelf()).Any(n =>
            n is AwaitExpressionSyntax or YieldStatementSyntax)) return;
        var replaced = root.ReplaceNode(section.Block, section.With(SyntaxFactory
            .LockStatement(gate.WithoutTrivia(), section.Inner())
            .WithLeadingTrivia(section.Take.GetLeadingTrivia())
            .WithTrailingTrivia(section.Give.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation)));
        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(replaced)), Title), diagnostic);
    }

    private static ExpressionSyntax? Locked(SyntaxNode take) => take switch
    {
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter", Expression: var on },
            ArgumentList.Arguments: { Count: < 2 } arguments,
        } => arguments.Count == 0 ? on : arguments[0].Expression,
        _ => null,
    };
}
