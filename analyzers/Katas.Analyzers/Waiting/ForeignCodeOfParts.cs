using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Waiting;

/// <summary>Finds the delegates that a private nested class was given, and calls when the class around it calls it.</summary>
/// <remarks><c>lock (_gate) job.Run();</c> runs what the job was made of, though the delegate is called elsewhere.</remarks>
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
        var given = bodies.Where(one => IsMadeOfOthers(one.ContainingType, type)).Select(Given)
            .FirstOrDefault(name => name is not null);
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

    /// <summary>Whether the class makes the part of what it was given itself; its own lambdas are its own code.</summary>
    private static bool IsMadeOfOthers(INamedTypeSymbol part, INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<ObjectCreationExpressionSyntax>()
        .Any(made => made.Type is SimpleNameSyntax name && name.Identifier.ValueText == part.Name
            && made.ArgumentList?.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax given
                && !type.GetMembers(given.Identifier.ValueText).Any(member => member is IMethodSymbol)) == true);

    /// <summary>Whether it is what the object's constructor takes, and not a parameter of the call.</summary>
    private static bool IsGiven(string name, IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => parameter.Name == name)) return false;
        var type = method.ContainingType;
        var taken = type.InstanceConstructors.SelectMany(made => made.Parameters)
            .Where(parameter => parameter.Type.TypeKind == TypeKind.Delegate);
        return type.GetMembers(name).FirstOrDefault() is { } member
            ? member is IFieldSymbol field && taken.Any(one => SymbolEqualityComparer.Default.Equals(one.Type, field.Type))
            : taken.Any(parameter => parameter.Name == name);
    }
}
