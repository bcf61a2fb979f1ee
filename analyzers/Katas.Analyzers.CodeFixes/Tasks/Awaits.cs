using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Tasks;

/// <summary>Where <c>await</c> may be written, and how.</summary>
internal static class Awaits
{
    /// <summary>Whether the language allows an await at a place.</summary>
    public static bool Fits(SyntaxNode place)
    {
        for (var around = place.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax:
                case CatchFilterClauseSyntax or QueryExpressionSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
                case BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether a <c>catch</c> around a place expects the exception that a wait throws and an await does not.</summary>
    public static bool CatchesAggregate(SyntaxNode place)
    {
        for (var around = place.Parent; around is not null and not MemberDeclarationSyntax; around = around.Parent)
        {
            if (around is not TryStatementSyntax attempt) continue;
            if (attempt.Catches.Any(IsOfAggregate)) return true;
        }

        return false;
    }

    private static bool IsOfAggregate(CatchClauseSyntax handler) =>
        handler.Declaration?.Type.ToString().EndsWith(nameof(AggregateException), StringComparison.Ordinal) == true;

    /// <summary>Awaits a task in the place of another expression, in parentheses where that place needs them.</summary>
    /// <param name="task">What to await.</param>
    /// <param name="place">The expression that goes.</param>
    public static ExpressionSyntax InPlaceOf(ExpressionSyntax task, ExpressionSyntax place)
    {
        var operand = IsPrimary(task) ? task : SyntaxFactory.ParenthesizedExpression(task.WithoutTrivia());
        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), operand.WithoutTrivia());
        if (NeedsParentheses(place)) awaited = SyntaxFactory.ParenthesizedExpression(awaited);
        return awaited.WithTriviaFrom(place);
    }

    private static bool IsPrimary(ExpressionSyntax task) => task
        is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax
        or ParenthesizedExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax;

    private static bool NeedsParentheses(ExpressionSyntax place) => place.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Expression == place,
        ElementAccessExpressionSyntax element => element.Expression == place,
        InvocationExpressionSyntax call => call.Expression == place,
        ConditionalAccessExpressionSyntax access => access.Expression == place,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };
}
