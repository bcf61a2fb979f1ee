using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Waiting;

/// <summary>Tells by the source of a class whether the tasks that it completes go on inside of <c>SetResult</c>.</summary>
internal static class InlineSources
{
    /// <summary>Whether the class makes sources whose tasks go on inside of <c>SetResult</c>.</summary>
    /// <param name="type">The class that completes a source.</param>
    /// <param name="source">What it completes: a class that derives from the framework's speaks for itself.</param>
    public static bool Are(INamedTypeSymbol type, ITypeSymbol? source) =>
        source is INamedTypeSymbol { Name: not "TaskCompletionSource", DeclaringSyntaxReferences.IsEmpty: false } derived
            ? derived.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<ClassDeclarationSyntax>()
                .Any(IsPlainDerived)
            : MakesPlain(type);

    private static bool MakesPlain(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes())
            .OfType<BaseObjectCreationExpressionSyntax>().Any(made => IsSource(made) && IsPlain(made.ArgumentList));

    private static bool IsSource(BaseObjectCreationExpressionSyntax made) => TypeOf(made) switch
    {
        NullableTypeSyntax nullable => IsSource(nullable.ElementType),
        { } named => IsSource(named),
        _ => false,
    };

    private static bool IsSource(TypeSyntax type) => type is SimpleNameSyntax { Identifier.ValueText: "TaskCompletionSource" };

    private static TypeSyntax? TypeOf(BaseObjectCreationExpressionSyntax made) => made switch
    {
        ObjectCreationExpressionSyntax named => named.Type,
        { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declared } } } =>
            declared.Type,
        { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => property.Type,
        _ => null,
    };

    /// <summary>Whether no options are given; a variable may hold the right ones.</summary>
    private static bool IsPlain(ArgumentListSyntax? arguments) => arguments is null || arguments.Arguments.All(argument =>
        argument.Expression is not IdentifierNameSyntax && !argument.ToString().Contains("RunContinuationsAsynchronously"));

    /// <summary>Whether a class hands its base no options: <c>class Waiter : TaskCompletionSource</c>.</summary>
    private static bool IsPlainDerived(ClassDeclarationSyntax declared)
    {
        if (declared.BaseList?.Types.FirstOrDefault() is not { } based || !IsSource(based.Type)) return false;
        if (based is PrimaryConstructorBaseTypeSyntax primary) return IsPlain(primary.ArgumentList);
        var constructors = declared.Members.OfType<ConstructorDeclarationSyntax>().ToList();
        return constructors.Count == 0 || constructors.Any(one => one.Initializer is null
            || (one.Initializer.ThisOrBaseKeyword.ValueText == "base" && IsPlain(one.Initializer.ArgumentList)));
    }
}
