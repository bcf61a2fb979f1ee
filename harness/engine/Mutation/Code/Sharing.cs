using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>What other threads can see of a type, and when.</summary>
internal static class Sharing
{
    /// <summary>Whether a lock is held there: written around it, around all calls of its method, or said by its method.</summary>
    public static bool InLock(SyntaxNode node, SemanticModel model) => InLock(node, model, depth: 3);

    /// <summary>Whether a type's members are used by several threads at once, as far as its code shows.</summary>
    public static bool IsForThreads(TypeDeclarationSyntax type, SemanticModel model) => type.DescendantNodes().Any(node =>
        node is LockStatementSyntax
        || (node is InvocationExpressionSyntax call
            && model.Called(call).IsOf("System.Threading.Interlocked", "System.Threading.Volatile")));

    /// <summary>Whether a member is read, in its own type, where no lock is held.</summary>
    public static bool IsReadUnlocked(ISymbol member, TypeDeclarationSyntax type, SemanticModel model) =>
        model.Uses(member, type).Any(use =>
            !(use.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
                && assignment.Left == use)
            && use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null
            && !InLock(use, model));

    private static bool InLock(SyntaxNode node, SemanticModel model, int depth)
    {
        for (var each = node.Parent; each is not null; each = each.Parent)
        {
            if (each is LockStatementSyntax held && held.Statement.Span.Contains(node.Span)) return true;
            if (each is MethodDeclarationSyntax method) return SaysSo(method, model) || IsCalledInLock(method, model, depth);
        }

        return false;
    }

    /// <summary><c>Debug.Assert(_gate.IsHeldByCurrentThread)</c>, or the name by which this house marks such methods.</summary>
    private static bool SaysSo(MethodDeclarationSyntax method, SemanticModel model) =>
        method.Identifier.ValueText.EndsWith("Unsynchronized", StringComparison.Ordinal)
        || method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText is "IsHeldByCurrentThread" or "IsEntered"
            && model.GetSymbolInfo(name).Symbol?.ContainingType.FullName()
                is "System.Threading.Lock" or "System.Threading.Monitor");

    private static bool IsCalledInLock(MethodDeclarationSyntax method, SemanticModel model, int depth)
    {
        if (depth == 0) return false;
        if (model.GetDeclaredSymbol(method) is not { DeclaredAccessibility: Accessibility.Private } symbol) return false;
        var uses = method.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? model.Uses(symbol, type).ToList() : [];
        return uses.Count > 0 && uses.All(use => InLock(use, model, depth - 1));
    }
}
