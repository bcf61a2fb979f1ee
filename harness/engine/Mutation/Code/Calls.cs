using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>Which method a call means.</summary>
internal static class Calls
{
    /// <summary>The full name of the type that declares the method, without type arguments, and the method's name.</summary>
    /// <returns><see langword="null"/> where the compiler does not know either.</returns>
    public static (string Type, string Method)? Of(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { } type } method
            ? (NameOf(type), method.Name)
            : null;

    /// <summary>Such as <c>System.Threading.Tasks.TaskCompletionSource</c>, with or without a type argument.</summary>
    public static string NameOf(ITypeSymbol type) =>
        type.ContainingType is { } outer ? $"{NameOf(outer)}.{type.Name}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.Name}"
        : type.Name;

    /// <summary>What a method is called on: <c>_gate</c> in <c>_gate.Exit()</c> and in <c>_gate?.Exit()</c>.</summary>
    public static ExpressionSyntax? Receiver(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Expression,
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    /// <summary>The call that a statement makes, below <c>await</c>, <c>ConfigureAwait</c>, <c>_ =</c> and <c>?.</c></summary>
    public static InvocationExpressionSyntax? In(ExpressionSyntax expression) => expression switch
    {
        AwaitExpressionSyntax awaited => In(awaited.Expression),
        ParenthesizedExpressionSyntax inner => In(inner.Expression),
        ConditionalAccessExpressionSyntax conditional => In(conditional.WhenNotNull),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discarded => In(discarded.Right),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured
        } => In(configured.Expression),
        InvocationExpressionSyntax call => call,
        _ => null,
    };

    /// <summary>The nodes that run when this one does: not those of functions that it only makes.</summary>
    public static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode node) => node.DescendantNodesAndSelf(each =>
        each == node || each is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>The source of a method, accessor or local function that stands in the same file.</summary>
    public static SyntaxNode? SourceOf(ISymbol symbol, SemanticModel model) =>
        symbol.DeclaringSyntaxReferences is [var only] && only.SyntaxTree == model.SyntaxTree ? only.GetSyntax() : null;
}
