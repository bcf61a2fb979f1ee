using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Katas.Analyzers.CodeFixes.Locksets;

/// <summary>KATA0107: hands out a copy, made under the lock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CopyUnderTheLock))]
[Shared]
public sealed class CopyUnderTheLock : CodeFixProvider
{
    private const string Title = "Return a copy made under the lock";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("KATA0107");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Copies.Method, out var method) || method is null) continue;
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not ExpressionSyntax value) continue;
            // ToArray of a List is its own; of a query it is an extension, which must be in sight.
            var found = model.LookupSymbols(
                value.SpanStart, model.GetTypeInfo(value).Type, method, includeReducedExtensionMethods: true);
            diagnostic.Properties.TryGetValue(Copies.Gate, out var gate);
            if (found.IsEmpty || (gate is not null && Arrow(value) is null)) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, token => FixAsync(context.Document, value, method, gate, token), Title), diagnostic);
        }
    }

    private static async Task<Document> FixAsync(
        Document document, ExpressionSyntax value, string method, string? gate, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var copy = Copy(value, method);
        if (gate is null) return document.WithSyntaxRoot(root.ReplaceNode(value, copy));
        var member = Arrow(value)!;
        return document.WithSyntaxRoot(root.ReplaceNode(member, UnderLock(member, copy.WithoutTrivia(), gate)));
    }

    private static InvocationExpressionSyntax Copy(ExpressionSyntax value, string method)
    {
        var plain = value.WithoutTrivia();
        var receiver = plain is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            ? plain
            : SyntaxFactory.ParenthesizedExpression(plain);
        return SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName(method))).WithTriviaFrom(value);
    }

    /// <summary>The property or method whose whole body the expression is.</summary>
    private static MemberDeclarationSyntax? Arrow(ExpressionSyntax value) =>
        value.Parent is ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or MethodDeclarationSyntax } arrow
            ? (MemberDeclarationSyntax)arrow.Parent!
            : null;

    private static SyntaxNode UnderLock(MemberDeclarationSyntax member, ExpressionSyntax copy, string gate)
    {
        var none = SyntaxFactory.Token(SyntaxKind.None);
        var body = SyntaxFactory.Block(SyntaxFactory.LockStatement(
            SyntaxFactory.IdentifierName(gate), SyntaxFactory.ReturnStatement(copy)));
        SyntaxNode changed = member switch
        {
            PropertyDeclarationSyntax property => property
                .WithIdentifier(property.Identifier.WithTrailingTrivia())
                .WithExpressionBody(null).WithSemicolonToken(none)
                .WithAccessorList(SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(
                    SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, body)))),
            MethodDeclarationSyntax method => method
                .WithParameterList(method.ParameterList.WithTrailingTrivia())
                .WithExpressionBody(null).WithSemicolonToken(none).WithBody(body),
            _ => member,
        };
        return changed.WithTriviaFrom(member).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
