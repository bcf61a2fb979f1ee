using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Locks;

/// <summary>Makes a field that holds a lock readonly.</summary>
/// <remarks>
/// Only where the rule saw that nothing but constructors assigns it; not where several fields share a declaration, and not where
/// the declaration is in another file, which one document cannot change.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReplaceableLockFix() : NodeFix("KATA0002", "Make it readonly")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.AdditionalLocations.Count != 1) return null;
        var place = diagnostic.AdditionalLocations[0];
        if (place.SourceTree != node.SyntaxTree) return null;
        var declared = node.SyntaxTree.GetRoot(cancellationToken).FindNode(place.SourceSpan);
        if (declared is not VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field }) return null;
        if (field.Declaration.Variables.Count != 1 || !field.Modifiers.All(IsOfPrivate)) return null;
        // A copy of a struct would be locked at each use, as of a SpinLock.
        if (model.GetTypeInfo(field.Declaration.Type, cancellationToken).Type is not { IsReferenceType: true }) return null;
        var word = SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (field.Modifiers.Count > 0) return (field, field.AddModifiers(word));
        var type = field.Declaration.Type;
        return (field, field.WithDeclaration(field.Declaration.WithType(type.WithoutLeadingTrivia()))
            .AddModifiers(word.WithLeadingTrivia(type.GetLeadingTrivia())));
    }

    /// <summary>What others can assign cannot become readonly without a look at their code.</summary>
    private static bool IsOfPrivate(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.StaticKeyword or SyntaxKind.NewKeyword;
}
