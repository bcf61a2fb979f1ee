using System.Threading;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.CodeFixes.Paths;

/// <summary>A fix for a report about two calls on a lock: one that takes it, and one that gives it back.</summary>
/// <param name="id">The rule.</param>
/// <param name="title">What the fix does, as the IDE shows it.</param>
public abstract class PathFix(string id, string title) : NodeFix(id, title)
{
    /// <inheritdoc/>
    protected sealed override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.AdditionalLocations.Count == 0) return null;
        var (root, place) = (node.SyntaxTree.GetRoot(cancellationToken), diagnostic.AdditionalLocations[0].SourceSpan);
        if (!root.FullSpan.Contains(place)) return null;
        return Change(node, root.FindNode(place, getInnermostNodeForTie: true));
    }

    /// <summary>What to put in the place of what; null where no change is sure to keep the meaning.</summary>
    /// <param name="reported">The call that is reported.</param>
    /// <param name="other">The call that the report names beside it.</param>
    protected abstract (SyntaxNode Old, SyntaxNode New)? Change(SyntaxNode reported, SyntaxNode other);
}
