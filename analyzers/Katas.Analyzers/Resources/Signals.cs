using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Resources;

/// <summary>Tells a semaphore that signals, which one waits for and another releases, from one whose permits come back.</summary>
internal static class Signals
{
    /// <summary>Whether it is seen to begin without permits: <c>new SemaphoreSlim(0)</c>.</summary>
    public static bool Is(ISymbol semaphore) => semaphore.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => IsEmpty(variable.Initializer?.Value) || IsSetEmpty(variable, semaphore.Name),
            PropertyDeclarationSyntax property => IsEmpty(property.Initializer?.Value) || IsSetEmpty(property, semaphore.Name),
            _ => false,
        });

    private static bool IsSetEmpty(SyntaxNode declared, string name) =>
        declared.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => NameOf(assignment.Left) == name && IsEmpty(assignment.Right)) == true;

    private static string? NameOf(ExpressionSyntax left) => left switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsEmpty(ExpressionSyntax? made) =>
        made is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
        && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: 0 };
}
