using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Awaits a dropped task, in async code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DroppedTaskFix() : NodeFix("KATA0403", "Await the task")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        // To await what a conditional access gives would throw where there was nothing to call.
        node is ExpressionSyntax task and not ConditionalAccessExpressionSyntax && Awaits.Fits(task)
            ? (task, Awaits.InPlaceOf(task, task))
            : null;
}
