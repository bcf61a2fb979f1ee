using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Katas.Analyzers.CodeFixes.Cancellation;

/// <summary>Takes timestamps, where a local holds the start and is used for nothing but the time since.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WallClockDeadlineFix() : NodeFix("KATA0504", "Measure with timestamps")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var difference = node.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>()
            .FirstOrDefault(one => one.IsKind(SyntaxKind.SubtractExpression) && one.Right is IdentifierNameSyntax);
        if (difference is null) return null;
        if (model.GetSymbolInfo(difference.Right, cancellationToken).Symbol is not ILocalSymbol start) return null;
        if (start.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax
            {
                Initializer.Value: { } first,
                Parent: VariableDeclarationSyntax
                {
                    Type.IsVar: true,
                    Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block },
                },
            }) return null;
        if (Clock(first, model) is not { } clock) return null;

        var changes = new Dictionary<SyntaxNode, SyntaxNode>
        {
            [first] = Call(clock, "GetTimestamp", SyntaxFactory.ArgumentList()).WithTriviaFrom(first),
        };
        foreach (var use in block.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.Text != start.Name) continue;
            if (use.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } since) return null;
            if (since.Right != use || Clock(since.Left, model)?.ToString() != clock.ToString()) return null;
            var place = since.Parent is ParenthesizedExpressionSyntax ? since.Parent : since;
            changes[place] = Call(clock, "GetElapsedTime", SyntaxFactory.ArgumentList(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(use.WithoutTrivia())))).WithTriviaFrom(place);
        }

        return (block, block.ReplaceNodes(changes.Keys, (old, _) => changes[old]));
    }

    /// <summary>The TimeProvider whose timestamps take the place of a read of the clock; null for another expression.</summary>
    private static ExpressionSyntax? Clock(ExpressionSyntax read, SemanticModel model) => read switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetUtcNow" } asked }
            when asked.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax => asked.Expression.WithoutTrivia(),
        MemberAccessExpressionSyntax { Name.Identifier.Text: "UtcNow" } property
            when model.GetSymbolInfo(property).Symbol?.ContainingType.Name is "DateTime" or "DateTimeOffset" =>
            SyntaxFactory.ParseExpression("System.TimeProvider.System").WithAdditionalAnnotations(Simplifier.Annotation),
        _ => null,
    };

    private static InvocationExpressionSyntax Call(ExpressionSyntax clock, string method, ArgumentListSyntax arguments) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, clock, SyntaxFactory.IdentifierName(method)),
            arguments);
}
