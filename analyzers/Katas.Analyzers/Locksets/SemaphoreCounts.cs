using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells a semaphore that is a lock, which one may pass, from one that limits or signals.</summary>
internal static class SemaphoreCounts
{
    /// <summary>Whether holding it keeps everybody else out.</summary>
    /// <remarks>
    /// It is not, if it is seen to be made with another count than 1: <c>new SemaphoreSlim(0)</c> is a signal, and
    /// <c>new SemaphoreSlim(limit)</c> lets several in.
    /// </remarks>
    public static bool IsLock(ISymbol symbol, LockKind kind)
    {
        if (kind != LockKind.Semaphore) return true;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            var value = syntax switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (value is not null) return IsOne(value);
            if (symbol is not (IFieldSymbol or IPropertySymbol)) continue;
            var assigned = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes()
                .OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => NameOf(a.Left) == symbol.Name);
            if (assigned is not null) return IsOne(assigned.Right);
        }

        return true;
    }

    private static string? NameOf(ExpressionSyntax left) => left switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsOne(ExpressionSyntax value) =>
        value is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
        || arguments[0].Expression is LiteralExpressionSyntax { Token.Value: 1 }
        || (arguments[0].Expression.IsKind(SyntaxKind.SimpleMemberAccessExpression)
        || arguments[0].Expression is IdentifierNameSyntax)
            && arguments.Count == 2 && arguments[1].Expression is LiteralExpressionSyntax { Token.Value: 1 };
}
