using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Simulated;

/// <summary>Finds the types and members of a compilation's own sources that a piece of its code names.</summary>
/// <remarks>
/// By names and not by the compiler's bindings, which an analyzer has for the code that it is shown, and for no other. A name
/// that could be of two types is of neither.
/// </remarks>
internal sealed class NamedInSource
{
    private readonly Compilation _compilation;
    private readonly Lazy<HashSet<string>> _global;

    public NamedInSource(Compilation compilation)
    {
        _compilation = compilation;
        _global = new(() => new(compilation.SyntaxTrees.SelectMany(tree => Usings(tree.GetRoot()))
            .Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(NameOf)));
    }

    /// <summary>
    /// What a type or a member makes, holds, derives from, or calls by name: types as a whole, and of other types single members.
    /// </summary>
    public IEnumerable<ISymbol> UsedBy(ISymbol symbol, INamedTypeSymbol type) =>
        symbol.DeclaringSyntaxReferences.SelectMany(part => Nodes(part.GetSyntax()))
            .SelectMany(node => Named(node, type));

    private static IEnumerable<SyntaxNode> Nodes(SyntaxNode declared)
    {
        // Of a field, the declarator is declared, and its type stands beside it.
        if (declared is VariableDeclaratorSyntax { Parent: { } declaration }) declared = declaration;
        return declared.DescendantNodes(node => node == declared || node is not BaseTypeDeclarationSyntax)
            .Where(node => node is not BaseTypeDeclarationSyntax);
    }

    private IEnumerable<ISymbol> Named(SyntaxNode node, INamedTypeSymbol type) => node switch
    {
        ObjectCreationExpressionSyntax made => TypesIn(made.Type, type),
        VariableDeclarationSyntax variables => TypesIn(variables.Type, type),
        PropertyDeclarationSyntax property => TypesIn(property.Type, type),
        MethodDeclarationSyntax method => TypesIn(method.ReturnType, type),
        BaseTypeSyntax parent => TypesIn(parent.Type, type),
        ParameterSyntax { Type: { } held, Parent.Parent: TypeDeclarationSyntax } => TypesIn(held, type),
        MemberAccessExpressionSyntax { Expression: NameSyntax or MemberAccessExpressionSyntax } access =>
            StaticMembers(access, type),
        IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } name => MembersAround(name, type),
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Expression == name =>
            MembersAround(name, type),
        _ => [],
    };

    private IEnumerable<ISymbol> TypesIn(TypeSyntax syntax, INamedTypeSymbol around) =>
        syntax.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => Find(name, around))
            .OfType<INamedTypeSymbol>().Where(HasCode);

    /// <summary><c>Clock.Now()</c>: of the type that is named only that member.</summary>
    private IEnumerable<ISymbol> StaticMembers(MemberAccessExpressionSyntax access, INamedTypeSymbol around)
    {
        var holder = access.Expression switch
        {
            SimpleNameSyntax simple => simple,
            QualifiedNameSyntax qualified => qualified.Right,
            MemberAccessExpressionSyntax member => member.Name,
            _ => null,
        };
        return holder is not null && Find(holder, around) is { } type && HasCode(type)
            ? type.GetMembers(access.Name.Identifier.ValueText)
                .Where(member => member.IsStatic && member is IMethodSymbol or IPropertySymbol or IFieldSymbol { IsConst: false })
            : [];
    }

    /// <summary>A member of the type itself, or of one around it.</summary>
    private static IEnumerable<ISymbol> MembersAround(IdentifierNameSyntax name, INamedTypeSymbol around)
    {
        for (var current = around; current is not null; current = current.ContainingType)
        {
            var found = current.GetMembers(name.Identifier.ValueText);
            if (!found.IsEmpty)
                return found.Where(member => member is IMethodSymbol or IPropertySymbol or IFieldSymbol { IsConst: false });
        }

        return [];
    }

    private INamedTypeSymbol? Find(SimpleNameSyntax name, INamedTypeSymbol around)
    {
        var arity = name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments.Count : 0;
        var text = name.Identifier.ValueText;
        for (var current = around; current is not null; current = current.ContainingType)
        {
            for (var parent = current; parent is not null; parent = parent.BaseType)
                if (parent.GetTypeMembers(text, arity).FirstOrDefault() is { } nested) return nested.OriginalDefinition;
        }

        var space = around.ContainingNamespace.ToDisplayString();
        var seen = new HashSet<string>(Usings(name.SyntaxTree.GetRoot()).Select(NameOf));
        List<INamedTypeSymbol> all =
        [
            .. _compilation.GetSymbolsWithName(text, SymbolFilter.Type).OfType<INamedTypeSymbol>()
                .Where(type => type.Arity == arity && IsNear(type)),
        ];
        return all.Count == 1 ? all[0] : null;

        bool IsNear(INamedTypeSymbol type)
        {
            if (type.ContainingType is { } outer) return Qualifier(name) == outer.Name;
            if (type.ContainingNamespace.IsGlobalNamespace) return true;
            var its = type.ContainingNamespace.ToDisplayString();
            return space == its || space.StartsWith(its + ".", StringComparison.Ordinal) || seen.Contains(its)
                || _global.Value.Contains(its);
        }
    }

    private static string? Qualifier(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax { Left: SimpleNameSyntax left } => left.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: SimpleNameSyntax left } access when access.Name == name =>
            left.Identifier.ValueText,
        _ => null,
    };

    private static bool HasCode(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct && !type.DeclaringSyntaxReferences.IsEmpty;

    private static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxNode root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>().Where(directive => directive.Alias is null && directive.Name is not null);

    private static string NameOf(UsingDirectiveSyntax directive) => directive.Name!.ToString();
}
