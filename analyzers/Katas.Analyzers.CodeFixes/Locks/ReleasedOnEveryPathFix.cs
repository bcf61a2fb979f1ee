using System.Composition;
using System.Linq;
using Katas.Analyzers.CodeFixes.Paths;
using Microsoft.CodeAnalysis;
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
public sealed class ReleasedOnEveryPathFix() : PathFix("KATA0108", "Use 'lock'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(SyntaxNode reported, SyntaxNode other)
    {
        if (Locked(reported) is not { } gate || Section.Of(reported, other) is not { } section) return null;
        if (section.Body.SelectMany(s => s.DescendantNodesAndSelf()).Any(n =>
            n is AwaitExpressionSyntax or YieldStatementSyntax)) return null;
        return (section.Block, section.With(SyntaxFactory
            .LockStatement(gate.WithoutTrivia(), section.Inner())
            .WithLeadingTrivia(section.Take.GetLeadingTrivia())
            .WithTrailingTrivia(section.Give.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation)));
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
