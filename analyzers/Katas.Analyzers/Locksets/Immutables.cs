using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Types whose objects nobody can change.</summary>
internal static class Immutables
{
    /// <summary>Immutable and frozen collections, and delegates.</summary>
    public static bool Is(ITypeSymbol? type) => type is { IsReferenceType: true } && (type.TypeKind == TypeKind.Delegate
        || type.ContainingNamespace is { Name: "Immutable" or "Frozen", ContainingNamespace.Name: "Collections" });
}
