using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Katas.Analyzers.CodeFixes;

/// <summary>A fix that puts one piece of code in the place of another.</summary>
/// <param name="id">The rule.</param>
/// <param name="title">What the fix does, as the IDE shows it.</param>
public abstract class NodeFix(string id, string title) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(id);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return;
        var node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        if (Change(node, model, context.Diagnostics[0], context.CancellationToken) is not var (old, changed)) return;
        var result = document.WithSyntaxRoot(root.ReplaceNode(old, changed));
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(result), equivalenceKey: title), context.Diagnostics);
    }

    /// <summary>What to put in the place of what; null where no change is sure to keep the meaning.</summary>
    /// <param name="node">The innermost piece of code at the place of the report.</param>
    /// <param name="model">What the compiler knows of the file.</param>
    /// <param name="diagnostic">The report, with what the rule noted in its properties.</param>
    /// <param name="cancellationToken">Whether the result is still wanted.</param>
    protected abstract (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken);
}
