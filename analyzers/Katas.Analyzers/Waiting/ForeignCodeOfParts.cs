using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Waiting;

/// <summary>Finds the delegates that a private nested class was given, and calls in a method that the class around it calls.</summary>
/// <remarks><c>lock (_gate) job.Run();</c> runs what the job was made of, though the delegate is called two lines further down.</remarks>
internal static class ForeignCodeOfParts
{
    /// <summary>What the method runs that neither class knows, for a message; null if nothing.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="type">The class whose code calls it.</param>
    public static string? Of(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (!IsPart(method.ContainingType, type)) return null;
        var known = method.OriginalDefinition;
        var bodies = type.GetTypeMembers().Where(part => IsPart(part, type))
            .SelectMany(part => part.GetMembers(method.Name).OfType<IMethodSymbol>())
            .Where(one => ThreadingTypes.Same(one, known) || Overrides(one, known));
        var given = bodies.Select(Given).FirstOrDefault(name => name is not null);
        return given is null ? null : $"'{method.Name}' calls '{given}', which runs code that this class was given,";
    }

    private static bool IsPart(INamedTypeSymbol? part, INamedTypeSymbol type) =>
        part is { DeclaredAccessibility: Accessibility.Private, TypeKind: TypeKind.Class }
        && ThreadingTypes.Same(part.ContainingType?.OriginalDefinition, type.OriginalDefinition);

    private static bool Overrides(IMethodSymbol one, IMethodSymbol other)
    {
        for (var above = one.OverriddenMethod; above is not null; above = above.OverriddenMethod)
            if (ThreadingTypes.Same(above.OriginalDefinition, other)) return true;
        return false;
    }

    /// <summary>The delegate of the object that the method calls before it returns, by name.</summary>
    private static string? Given(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .SelectMany(reference => Now(reference.GetSyntax()).OfType<InvocationExpressionSyntax>())
        .Select(NameOf).FirstOrDefault(name => name is not null && IsGiven(name, method));

    /// <summary>The nodes of a method without those of its lambdas and local functions.</summary>
    private static IEnumerable<SyntaxNode> Now(SyntaxNode method) => method.DescendantNodes(node =>
        node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: IdentifierNameSyntax name } =>
            name.Identifier.ValueText,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" }
            when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { Expression: IdentifierNameSyntax name } =>
            name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether it is what the object's constructor takes, or a property that others set; not a parameter of the call.</summary>
    private static bool IsGiven(string name, IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => parameter.Name == name)) return false;
        var type = method.ContainingType;
        if (type.GetMembers(name).FirstOrDefault() is { } member)
        {
            return member switch
            {
                IFieldSymbol field => field.Type.TypeKind == TypeKind.Delegate && TakesDelegate(type, field.Type),
                IPropertySymbol property => property.Type.TypeKind == TypeKind.Delegate,
                _ => false,
            };
        }

        return type.InstanceConstructors.Any(made => made.Parameters.Any(parameter =>
            parameter.Name == name && parameter.Type.TypeKind == TypeKind.Delegate));
    }

    private static bool TakesDelegate(INamedTypeSymbol type, ITypeSymbol field) => type.InstanceConstructors.Any(made =>
        made.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, field)));
}
