using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What was seen already is taken for new.</summary>
internal sealed class ForgetToDeduplicate : IMutationOperator
{
    public string Name => "forget-to-deduplicate";

    public string Plants => "the same message, request or vote counts twice";

    public string MayBeEquivalent => "Doing it twice comes to the same as doing it once, or nothing can arrive twice.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().SelectMany(node => node switch
        {
            InvocationExpressionSyntax call => Asked(call, model),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => Last(equal, model),
            FieldDeclarationSyntax field => CountedTwice(field, model),
            _ => [],
        });

    private static IEnumerable<Replacement> Asked(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.Called(call) is not { ReturnType.SpecialType: SpecialType.System_Boolean } method) return [];
        if (Places.IsDiscarded(call, model)) return [];
        if (call.Receiver() is not { } receiver || model.Named(receiver) is not (IFieldSymbol or IPropertySymbol)) return [];
        if (!IsMemory(method.ContainingType)) return [];
        var isNegated = call.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
        var condition = isNegated ? (ExpressionSyntax)call.Parent! : call;
        var isExit = Places.IsEarlyExit(Places.WholeCondition(call));
        return method.Name switch
        {
            "Add" or "TryAdd" => [Places.Always(condition, !isNegated)],
            "Remove" when isExit && isNegated && call.ArgumentList.Arguments.Count == 1 => [Places.Always(condition, false)],
            "Contains" or "ContainsKey" or "TryGetValue" when isExit != isNegated && IsFilled(receiver, model)
                && Places.WholeCondition(call).Parent is IfStatementSyntax => [Places.Always(condition, isNegated)],
            _ => [],
        };
    }

    /// <summary>Sets, and dictionaries: what is asked whether it holds a key.</summary>
    private static bool IsMemory(INamedTypeSymbol type) =>
        type.IsA("System.Collections.Generic.ISet") || type.IsA("System.Collections.Generic.IReadOnlySet")
        || type.IsA("System.Collections.Generic.IDictionary") || type.IsA("System.Collections.Generic.IReadOnlyDictionary");

    /// <summary>Whether the same type also puts keys into it: what only looks things up asks no such question.</summary>
    private static bool IsFilled(ExpressionSyntax memory, SemanticModel model) =>
        memory.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && model.Named(memory) is { } symbol
        && model.Uses(symbol, type).Any(use => use.Parent switch
        {
            MemberAccessExpressionSyntax member =>
                member.Name.Identifier.ValueText is "Add" or "TryAdd" or "SetItem" or "GetOrAdd",
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left == element,
            _ => false,
        });

    /// <summary><c>if (id == _last) return;</c></summary>
    private static IEnumerable<Replacement> Last(BinaryExpressionSyntax equal, SemanticModel model) =>
        Places.IsEarlyExit(Places.WholeCondition(equal))
        && equal.Parent is not PrefixUnaryExpressionSyntax
        && (IsKept(equal.Left, equal.Right, model) || IsKept(equal.Right, equal.Left, model))
            ? [Places.Always(equal, false)]
            : [];

    private static bool IsKept(ExpressionSyntax held, ExpressionSyntax given, SemanticModel model) =>
        model.Named(held) is IFieldSymbol or IPropertySymbol && model.Named(held) is { } symbol
        && model.Named(given.Root()) is ILocalSymbol or IParameterSymbol
        && held.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && model.Assigned(symbol, type).Any(value => SyntaxFactory.AreEquivalent(value, given));

    /// <summary>A set of those who have answered as a list of their answers.</summary>
    private static IEnumerable<Replacement> CountedTwice(FieldDeclarationSyntax field, SemanticModel model) =>
        from declared in field.Declaration.Variables
        where field.Declaration.Variables.Count == 1 && field.Declaration.Type is GenericNameSyntax
        where declared.Initializer?.Value is CollectionExpressionSyntax
            or ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 }
        let symbol = model.GetDeclaredSymbol(declared) as IFieldSymbol
        where symbol?.Type.FullName() is "System.Collections.Generic.HashSet" or "System.Collections.Generic.SortedSet"
        where field.Parent is TypeDeclarationSyntax type
            && model.Uses(symbol, type).ToList() is [_, ..] uses && uses.All(IsCounted)
        let name = ((GenericNameSyntax)field.Declaration.Type).Identifier
        select new Replacement(name.Span, "List");

    private static bool IsCounted(IdentifierNameSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax member && member.Expression == use
        && (member.Name.Identifier.ValueText is "Count" or "Clear" or "Contains"
            || (member.Name.Identifier.ValueText == "Add" && member.Parent?.Parent is ExpressionStatementSyntax));
}
