using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Sharing;

/// <summary>A dictionary and a key that is looked up in it.</summary>
internal sealed class LookedUp(ExpressionSyntax dictionary, ExpressionSyntax key, SemanticModel model)
{
    /// <summary>
    /// Whether it may be named once where it was named twice, and an overload of GetOrAdd is certain: of a value that is a
    /// delegate it is not.
    /// </summary>
    public bool IsSimple => IsPath(dictionary) && IsPath(key)
        && model.GetTypeInfo(dictionary).Type is INamedTypeSymbol
        {
            Name: "ConcurrentDictionary", TypeArguments: { Length: 2 } types
        }
        && types[1] is var value && value.TypeKind is not (TypeKind.Delegate or TypeKind.TypeParameter or TypeKind.Dynamic)
        && value.SpecialType != SpecialType.System_Object;

    /// <summary>The value that a statement puts under the key; null for any other statement.</summary>
    public ExpressionSyntax? ValueAddedBy(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } set }
            when set.IsKind(SyntaxKind.SimpleAssignmentExpression) && Is(element.Expression, dictionary)
                && element.ArgumentList.Arguments is { Count: 1 } index && Is(index[0].Expression, key) => set.Right,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "TryAdd" } member } call }
            when Is(member.Expression, dictionary) && call.ArgumentList.Arguments is { Count: 2 } given
                && Is(given[0].Expression, key) => given[1].Expression,
        _ => null,
    };

    /// <summary>Whether to make the value costs nothing and changes nothing: a constant, a variable, a field.</summary>
    public bool IsPlain(ExpressionSyntax value) => value is LiteralExpressionSyntax
        || (IsPath(value) && model.GetSymbolInfo(value).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol);

    /// <summary>A call that makes the value only if there is none; null where it cannot be made in a lambda.</summary>
    public ExpressionSyntax? GetOrAdd(ExpressionSyntax value)
    {
        var isNull = value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression);
        if (IsPlain(value) && !isNull) return Call("GetOrAdd", value);
        return FitsInLambda(value) ? Call("GetOrAdd", SyntaxFactory.ParseExpression("_ => " + value.WithoutTrivia())) : null;
    }

    public ExpressionSyntax Call(string method, ExpressionSyntax value) => SyntaxFactory.ParseExpression(
        $"{dictionary.WithoutTrivia()}.{method}({key.WithoutTrivia()}, {value.WithoutTrivia()})");

    private bool FitsInLambda(ExpressionSyntax value)
    {
        var isOfStruct = model.GetEnclosingSymbol(value.SpanStart) is { ContainingType.IsValueType: true };
        return !value.DescendantNodesAndSelf().Any(part => part switch
        {
            AwaitExpressionSyntax or AssignmentExpressionSyntax or DeclarationExpressionSyntax or DeclarationPatternSyntax
                or StackAllocArrayCreationExpressionSyntax or RefExpressionSyntax => true,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            PostfixUnaryExpressionSyntax step => !step.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            PrefixUnaryExpressionSyntax step => step.IsKind(SyntaxKind.PreIncrementExpression)
                || step.IsKind(SyntaxKind.PreDecrementExpression),
            IdentifierNameSyntax { Identifier.Text: "_" } => true,
            ThisExpressionSyntax => isOfStruct,
            IdentifierNameSyntax name => IsBound(name, isOfStruct),
            _ => false,
        });
    }

    /// <summary>Whether a lambda may not take the variable with it.</summary>
    private bool IsBound(IdentifierNameSyntax name, bool isOfStruct) => model.GetSymbolInfo(name).Symbol switch
    {
        IParameterSymbol parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType,
        ILocalSymbol local => local.IsRef || local.Type.IsRefLikeType,
        IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } => isOfStruct,
        _ => false,
    };

    private static bool IsPath(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax member => member.Name is IdentifierNameSyntax && IsPath(member.Expression),
        TupleExpressionSyntax tuple => tuple.Arguments.All(argument => IsPath(argument.Expression)),
        _ => false,
    };

    private static bool Is(ExpressionSyntax one, ExpressionSyntax other) => SyntaxFactory.AreEquivalent(one, other);
}
