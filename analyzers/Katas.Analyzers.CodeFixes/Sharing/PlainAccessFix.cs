using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Sharing;

/// <summary>Does with Interlocked or Volatile what is done plainly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PlainAccessFix() : NodeFix("KATA0305", "Use Interlocked or Volatile")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey("fix")) return null;
        if (InterlockedCall.For(node, model) is { } counted) return counted;
        return node switch
        {
            AssignmentExpressionSyntax write => (node, InterlockedCall.Of("Volatile", "Write", write.Left, write.Right)),
            IdentifierNameSyntax or MemberAccessExpressionSyntax =>
                (node, InterlockedCall.Of("Volatile", "Read", (ExpressionSyntax)node)),
            _ => null,
        };
    }
}
