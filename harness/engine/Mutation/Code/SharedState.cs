using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>Whether code touches what another thread may change.</summary>
/// <remarks>
/// Without it, the half of the places would be no faults: <c>return true</c> is the same inside a lock and behind it, and so
/// is a comparison with a <c>readonly</c> number. In doubt it says yes.
/// </remarks>
internal sealed class SharedState(SemanticModel model)
{
    /// <summary>Classes whose objects are one for all threads and never change, as far as a lock is concerned.</summary>
    private static readonly HashSet<string> Fixed =
    [
        "System.String", "System.Type", "System.TimeProvider", "System.Exception", "System.Threading.Lock",
        "System.Threading.Tasks.Task",
    ];

    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether any part of a node that runs with it reads or writes such state.</summary>
    public bool IsTouchedBy(SyntaxNode node) => Calls.OwnNodes(node).Any(Touches);

    private bool Touches(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => TouchedBy(name),
        ElementAccessExpressionSyntax element => IsChangeable(model.GetTypeInfo(element.Expression).Type),
        _ => false,
    };

    private bool TouchedBy(SimpleNameSyntax name) => model.GetSymbolInfo(name).Symbol switch
    {
        IFieldSymbol { IsConst: true } => false,
        IFieldSymbol field => !field.IsReadOnly || IsChangeable(field.Type),
        IPropertySymbol property => Touches(property),
        IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } => true,
        IMethodSymbol method => Touches(method),
        ILocalSymbol { Type.TypeKind: TypeKind.Delegate } or IParameterSymbol { Type.TypeKind: TypeKind.Delegate } => true,
        _ => false,
    };

    private bool Touches(IPropertySymbol property)
    {
        if (Calls.SourceOf(property, model) is not { } source)
            return !property.IsStatic && IsChangeable(property.ContainingType);
        var isAuto = source is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } list }
            && list.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null });
        return isAuto ? property.SetMethod is { IsInitOnly: false } || IsChangeable(property.Type) : Within(property, source);
    }

    private bool Touches(IMethodSymbol method) => Calls.SourceOf(method, model) is { } source
        ? Within(method, source)
        : !method.IsStatic && IsChangeable(method.ContainingType);

    /// <summary>A method that calls itself touches nothing by that.</summary>
    private bool Within(ISymbol symbol, SyntaxNode source)
    {
        if (_known.TryGetValue(symbol, out var known)) return known;
        _known[symbol] = false;
        return _known[symbol] = IsTouchedBy(source);
    }

    /// <summary>Values do not change behind a <c>readonly</c>; objects do, if their class lets them.</summary>
    private static bool IsChangeable(ITypeSymbol? type) => type switch
    {
        null => true,
        { IsReferenceType: false } or { TypeKind: TypeKind.Delegate } => false,
        _ => !Fixed.Contains(Calls.NameOf(type)) && !IsFrozen(type),
    };

    private static bool IsFrozen(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is "System.Collections.Frozen" or "System.Collections.Immutable";
}
