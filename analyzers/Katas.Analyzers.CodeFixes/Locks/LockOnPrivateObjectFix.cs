using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Katas.Analyzers.CodeFixes.Locks;

/// <summary>Gives a class a private gate, and locks it wherever the class locked <c>this</c>.</summary>
/// <remarks>
/// All places change together: two critical sections with different locks would not exclude each other. So it is not offered
/// where another part, a base class or another class of the file may lock the same object.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockOnPrivateObjectFix() : NodeFix("KATA0001", "Lock on a private gate")
{
    private const string Gate = "_gate";

    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not ThisExpressionSyntax || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword)) return null;
        var symbol = model.GetDeclaredSymbol(type, cancellationToken);
        if (symbol is not { BaseType.SpecialType: SpecialType.System_Object } || symbol.GetMembers(Gate).Any()) return null;

        var file = node.SyntaxTree.GetRoot(cancellationToken);
        var locked = file.DescendantNodes().OfType<ThisExpressionSyntax>().Where(IsLocked).ToList();
        if (locked.Any(one => one.FirstAncestorOrSelf<TypeDeclarationSyntax>() != type)) return null;
        if (type.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == Gate)) return null;
        var modern = model.Compilation.GetTypeByMetadataName("System.Threading.Lock") is not null && locked.All(IsPlain);
        var changed = type.ReplaceNodes(locked, (old, _) => SyntaxFactory.IdentifierName(Gate).WithTriviaFrom(old));
        return (type, changed.WithMembers(changed.Members.Insert(0, Field(changed.Members[0], modern))));
    }

    private static bool IsLocked(ThisExpressionSyntax place) =>
        place.Parent is LockStatementSyntax || (place.Parent is ArgumentSyntax argument && IsOfMonitor(argument.Parent?.Parent));

    private static bool IsOfMonitor(SyntaxNode? call) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax type } }
        && type.Identifier.Text == nameof(Monitor);

    /// <summary>Whether a <c>Lock</c> can do it: it has no Wait and Pulse, and cannot be held over a <c>yield</c>.</summary>
    private static bool IsPlain(ThisExpressionSyntax place) =>
        place.Parent is LockStatementSyntax { Statement: var body }
        && !body.DescendantNodesAndSelf().OfType<YieldStatementSyntax>().Any();

    private static FieldDeclarationSyntax Field(MemberDeclarationSyntax first, bool modern)
    {
        TypeSyntax type = modern
            ? SyntaxFactory.ParseTypeName("System.Threading.Lock").WithAdditionalAnnotations(Simplifier.Annotation)
            : SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.ObjectKeyword));
        var field = (FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"private readonly object {Gate} = new();")!;
        var line = first.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(one => one.IsKind(SyntaxKind.EndOfLineTrivia));
        IEnumerable<SyntaxTrivia> lines = first is FieldDeclarationSyntax ? [line] : [line, line];
        return field
            .WithDeclaration(field.Declaration.WithType(type.WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(first.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            .WithTrailingTrivia(lines);
    }
}
