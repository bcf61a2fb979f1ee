using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Code;

/// <summary>What moves with a statement: the variables that it uses.</summary>
internal static class Locals
{
    /// <summary>The variables and functions that nodes declare, those in nested blocks too.</summary>
    public static IReadOnlyList<ISymbol> DeclaredIn(IEnumerable<SyntaxNode> nodes, SemanticModel model) =>
        [.. nodes.SelectMany(node => node.DescendantNodesAndSelf())
            .Where(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax)
            .Select(node => model.GetDeclaredSymbol(node)).OfType<ISymbol>()];

    /// <summary>Whether a node uses one of them.</summary>
    public static bool Uses(SyntaxNode node, IReadOnlyCollection<ISymbol> locals, SemanticModel model) =>
        locals.Count > 0 && node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            model.GetSymbolInfo(name).Symbol is { } meant && locals.Contains(meant, SymbolEqualityComparer.Default));

    /// <summary>The first name that nothing near a place has; <see langword="null"/>: all are taken.</summary>
    public static string? Unused(SyntaxNode place, params ReadOnlySpan<string> names)
    {
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        var taken = type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText).ToHashSet();
        foreach (var name in names)
            if (!taken.Contains(name))
                return name;
        return null;
    }

    /// <summary>How a type is written at a place; <see langword="null"/>: it cannot be, or not be kept.</summary>
    public static string? Written(ITypeSymbol? type, SyntaxNode place, SemanticModel model) =>
        type is null or { IsAnonymousType: true } or { IsRefLikeType: true } or { TypeKind: TypeKind.Error or TypeKind.Pointer }
            ? null
            : type.ToMinimalDisplayString(model, place.SpanStart);

    /// <summary>Splits the variables off that later statements use: their declarations first, values where they were.</summary>
    /// <param name="earlier">Statements of one block.</param>
    /// <param name="later">What follows, outside the block.</param>
    /// <param name="model">What names mean.</param>
    /// <returns>
    /// The declarations, and the text of the earlier statements; <see langword="null"/> where a variable comes from elsewhere
    /// than a plain declaration: a pattern, an <c>out</c>, a <c>using</c>.
    /// </returns>
    public static (IReadOnlyList<string> Declared, string Text)? Hoisted(
        IReadOnlyList<StatementSyntax> earlier, IReadOnlyList<StatementSyntax> later, SemanticModel model)
    {
        List<string> declared = [];
        List<string> texts = [];
        foreach (var statement in earlier)
        {
            var used = DeclaredIn([statement], model).Where(local => later.Any(each => Uses(each, [local], model))).ToList();
            if (used.Count == 0)
            {
                texts.Add(statement.ToFullString());
                continue;
            }

            if (Plain(statement) is not { Initializer.Value: { } value } variable || used is not [ILocalSymbol only]) return null;
            if (Written(only.Type, statement, model) is not { } type) return null;
            declared.Add($"{type} {variable.Identifier.ValueText};");
            var assigned = $"{variable.Identifier.ValueText} = {value};";
            texts.Add($"{statement.GetLeadingTrivia().ToFullString()}{assigned}{statement.GetTrailingTrivia().ToFullString()}");
        }

        return (declared, string.Concat(texts));
    }

    /// <summary>Whether names that statements declare would meet others of the same method further out.</summary>
    /// <param name="moved">The statements, within the region.</param>
    /// <param name="place">Where they go: beside this one.</param>
    /// <param name="region">What may have the same names: it is where they come from.</param>
    /// <param name="model">What names mean.</param>
    public static bool Collide(
        IEnumerable<StatementSyntax> moved, StatementSyntax place, TextSpan region, SemanticModel model)
    {
        var names = DeclaredIn(moved, model).Select(local => local.Name).ToHashSet();
        if (names.Count == 0 || place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) return false;
        return member.DescendantNodes().Where(node => !region.Contains(node.Span)).Any(node =>
            (node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ParameterSyntax or ForEachStatementSyntax)
            && model.GetDeclaredSymbol(node) is { } other && names.Contains(other.Name));
    }

    private static VariableDeclaratorSyntax? Plain(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { IsConst: false } local
        && local.UsingKeyword.IsKind(SyntaxKind.None)
        && local.Declaration is { Type: not RefTypeSyntax, Variables: [var only] }
        && only.Initializer is { Value: not InitializerExpressionSyntax }
            ? only
            : null;
}
