using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Says for what goes out of a lock how a code fix may copy it.</summary>
internal static class Copies
{
    /// <summary>The property of the diagnostic that names the method that copies: <c>ToArray</c> or <c>ToList</c>.</summary>
    public const string Method = "copy";

    /// <summary>The property that names the lock that the copy needs; there is none where it is held.</summary>
    public const string Gate = "gate";

    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What the code fix has to know; nothing where it should not offer one.</summary>
    /// <remarks>
    /// A caller who gets an <c>IList</c> may add to it, so that is no array. A copy of a dictionary or a set may lose its
    /// comparer.
    /// </remarks>
    public static ImmutableDictionary<string, string?> Properties(IOperation place, StateUse use, StateUse change)
    {
        if (MemberAccess.Outermost(place).Parent is not IReturnOperation { Kind: OperationKind.Return } returned) return None;
        if (use.Body.Owner is not { } owner || owner.ReturnType is not { } type || MethodFor(type) is not { } method) return None;
        if (place.Type is INamedTypeSymbol { Name: "Dictionary" or "Span" or "ReadOnlySpan" or "Memory" }) return None;
        var held = use.Body.Returns.FirstOrDefault(one => one.Operation == returned).Held ?? LockSet.Empty;
        var gate = change.Guards.Locks.First(l => l.IsOwn);
        var properties = None.Add(Method, method);
        var isHeld = place is ILocalReferenceOperation ? held.Contains(gate) : use.Held.Union(held).Contains(gate);
        if (isHeld) return properties;
        // A lock statement must be able to take it.
        return use.Held.IsEmpty && held.IsEmpty && place is not ILocalReferenceOperation && IsForLockStatement(gate)
            ? properties.Add(Gate, gate.Name)
            : None;
    }

    private static string? MethodFor(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol => "ToArray",
        INamedTypeSymbol { Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection", IsGenericType: true } => "ToArray",
        INamedTypeSymbol { Name: "List" or "IList" or "ICollection", IsGenericType: true } => "ToList",
        _ => null,
    };

    private static bool IsForLockStatement(LockIdentity gate) => gate.Symbol switch
    {
        IFieldSymbol { Type: var type } => !IsOtherLock(type),
        IPropertySymbol { Type: var type } => !IsOtherLock(type),
        _ => false,
    };

    private static bool IsOtherLock(ITypeSymbol type) =>
        type.Name is "ReaderWriterLockSlim" or "SemaphoreSlim" or "Semaphore" or "Mutex" or "SpinLock";
}
