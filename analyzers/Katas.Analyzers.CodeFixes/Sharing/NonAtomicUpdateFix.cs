using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Katas.Analyzers.CodeFixes.Sharing;

/// <summary>Counts with Interlocked, where every change of the variable can be done so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NonAtomicUpdateFix() : NodeFix("KATA0301", "Count with Interlocked")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.Properties.ContainsKey("fix") ? InterlockedCall.For(node, model) : null;
}
