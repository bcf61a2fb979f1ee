using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>
/// What attributes and names say about locks and threads. Attributes are known by their simple name, wherever they are.
/// </summary>
internal static class Contracts
{
    private static readonly string[] CallerLocks =
        ["Locked", "UnderLock", "Unsynchronized", "NoLock", "WithoutLock", "InsideLock", "InLock", "WhileLocked", "HoldingLock"];

    /// <summary>The lock that <c>[GuardedBy("_gate")]</c> names; null without one.</summary>
    public static string? GuardOf(ISymbol member) =>
        Find(member, "GuardedByAttribute") is { ConstructorArguments: { Length: > 0 } arguments }
            && arguments[0].Value is string name
            ? name
            : null;

    /// <summary>The attribute itself, for its place.</summary>
    public static AttributeData? GuardAttribute(ISymbol member) => Find(member, "GuardedByAttribute");

    /// <summary>
    /// Whether <c>[ThreadConfined]</c> or <c>[ThreadStatic]</c> says that one thread only uses it: the member, or its type.
    /// </summary>
    public static bool IsConfined(ISymbol? symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
            if (Find(current, "ThreadConfinedAttribute") is not null || Find(current, "ThreadStaticAttribute") is not null)
                return true;
        return symbol is IMethodSymbol { AssociatedSymbol: { } property }
            && Find(property, "ThreadConfinedAttribute") is not null;
    }

    /// <summary>The own member of a type that a contract names as its lock; null if there is none.</summary>
    public static LockIdentity? LockOf(INamedTypeSymbol type, string name)
    {
        var isOfThis = name.StartsWith("this.", StringComparison.Ordinal);
        var simple = isOfThis ? name.Substring("this.".Length) : name.Substring(name.LastIndexOf('.') + 1);
        if (simple == "this") return new(type, "this");
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(simple).FirstOrDefault(member => member is IFieldSymbol or IPropertySymbol) is { } found)
                return new(found.OriginalDefinition, found.IsStatic ? "" : "this");
        }

        var parameter = type.InstanceConstructors.SelectMany(made => made.Parameters)
            .FirstOrDefault(parameter => parameter.Name == simple && LockIdentity.IsPrimary(parameter));
        return parameter is null ? null : new(parameter, "this");
    }

    /// <summary>Whether a method's name says that its caller holds the lock, or knows what it does without.</summary>
    public static bool SaysCallerLocks(IMethodSymbol method)
    {
        var name = method.AssociatedSymbol?.Name ?? method.Name;
        if (name.EndsWith("Async", StringComparison.Ordinal)) name = name.Substring(0, name.Length - "Async".Length);
        return name.StartsWith("Dangerous", StringComparison.Ordinal)
            || CallerLocks.Any(word => name.EndsWith(word, StringComparison.Ordinal) && name.Length > word.Length);
    }

    private static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);
}
