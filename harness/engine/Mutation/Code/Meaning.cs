using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>What the names in a piece of code mean. Nothing here throws for code that does not compile: it knows less.</summary>
internal static class Meaning
{
    /// <summary>The method that is called; <see langword="null"/> where that is not clear.</summary>
    public static IMethodSymbol? Called(this SemanticModel model, InvocationExpressionSyntax call) =>
        model.GetSymbolInfo(call).Symbol as IMethodSymbol;

    /// <summary>Namespace and name, without type parameters; empty for no type.</summary>
    public static string FullName(this ITypeSymbol? type) =>
        type is null ? "" : $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";

    /// <summary>Whether a method is declared by one of these types.</summary>
    public static bool IsOf(this IMethodSymbol? method, params ReadOnlySpan<string> types) =>
        method is not null && types.Contains(method.ContainingType.FullName());

    /// <summary>Whether a type is this one, is derived from it or implements it.</summary>
    public static bool IsA(this ITypeSymbol? type, string fullName)
    {
        for (var each = type; each is not null; each = each.BaseType)
            if (each.FullName() == fullName) return true;
        return type?.AllInterfaces.Any(each => each.FullName() == fullName) ?? false;
    }

    /// <summary>Whether its values are whole numbers.</summary>
    public static bool IsIntegral(this ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>What an expression names; <see langword="null"/> where it is no name.</summary>
    public static ISymbol? Named(this SemanticModel model, ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax ? model.GetSymbolInfo(expression).Symbol : null;

    /// <summary>Whether it is what an object keeps from call to call, a parameter of its constructor included.</summary>
    public static bool IsState(this ISymbol? symbol) => symbol is IFieldSymbol { IsConst: false } or IPropertySymbol
        or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    /// <summary>Where a path of members begins: <c>a</c> of <c>a.b.c</c> and of <c>a[1].b</c>.</summary>
    public static ExpressionSyntax Root(this ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } member =>
            member.Expression.Root(),
        ElementAccessExpressionSyntax element => element.Expression.Root(),
        ParenthesizedExpressionSyntax inner => inner.Expression.Root(),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => sure.Operand.Root(),
        _ => expression,
    };

    /// <summary>The receiver of a call; <see langword="null"/> where none is written.</summary>
    public static ExpressionSyntax? Receiver(this InvocationExpressionSyntax call) =>
        (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>The nodes that name a symbol, in the order of the text.</summary>
    public static IEnumerable<IdentifierNameSyntax> Uses(this SemanticModel model, ISymbol symbol, SyntaxNode within) =>
        within.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name && Same(model.GetSymbolInfo(name).Symbol, symbol));

    /// <summary>Whether two symbols are one.</summary>
    public static bool Same(ISymbol? one, ISymbol? other) =>
        one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>The values that are assigned to a symbol, tuples taken apart; <c>+=</c> and its like are none.</summary>
    public static IEnumerable<ExpressionSyntax> Assigned(this SemanticModel model, ISymbol symbol, SyntaxNode within) =>
        from assignment in within.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        where assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        from pair in Pairs(assignment.Left, assignment.Right)
        where Same(model.Named(pair.Target), symbol)
        select pair.Value;

    private static IEnumerable<(ExpressionSyntax Target, ExpressionSyntax Value)> Pairs(
        ExpressionSyntax left, ExpressionSyntax right) =>
        left is TupleExpressionSyntax targets && right is TupleExpressionSyntax values
            ? targets.Arguments.Zip(values.Arguments).SelectMany(pair => Pairs(pair.First.Expression, pair.Second.Expression))
            : [(left, right)];
}
