using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Tells which calls into the framework work on state that threads may share.</summary>
internal static class FrameworkCalls
{
    private static readonly string[] CollectionNamespaces =
    [
        "System.Collections", "System.Collections.Generic", "System.Collections.Concurrent",
        "System.Collections.ObjectModel",
    ];

    private static readonly string[] Views =
        ["System.Span`1", "System.ReadOnlySpan`1", "System.Memory`1", "System.ReadOnlyMemory`1", "System.ArraySegment`1"];

    private static readonly string[] LooksBegin =
    [
        "get_", "Contains", "TryGet", "IndexOf", "LastIndexOf", "Find", "Exists", "GetEnumerator", "To", "CopyTo",
        "TryPeek", "Peek", "MoveNext", "Equals", "GetHashCode", "Compare", "BinarySearch", "GetValueOrDefault",
    ];

    /// <summary>Whether the receiver, or a LINQ method's first argument, is an object with state.</summary>
    public static bool WorksOnObject(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        if (!method.HasThis)
        {
            return type.FullName == "System.Linq.Enumerable" && method.Parameters.Count > 0
                && CollectionNamespaces.Contains(method.Parameters[0].ParameterType.Namespace);
        }

        return !IsNested(type) && !type.IsValueType && method.Name != ".ctor"
            && (type.FullName == "System.Text.StringBuilder"
                || (CollectionNamespaces.Contains(type.Namespace) && !type.Name.Contains("Compare")));
    }

    /// <summary>The collection that an enumerator structure walks, or null for another type.</summary>
    public static string? Enumerated(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        return IsNested(type) && type.Name == "Enumerator" && method.Name == "MoveNext"
            && CollectionNamespaces.Contains(type.DeclaringType.Namespace) ? type.DeclaringType.Name : null;
    }

    /// <summary>Position of the first argument that refers to a place, counting the receiver; -1 for none.</summary>
    public static int FirstReference(MethodReference method, TypeReference? constrained)
    {
        var type = method.DeclaringType.GetElementType();
        if (method.HasThis && method.Name != ".ctor" && (constrained is not null || type.IsValueType))
            return 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (method.Parameters[i].ParameterType.IsByReference)
                return method.HasThis ? i + 1 : i;
        }

        return -1;
    }

    /// <summary>Whether the call makes a span of data that is part of the assembly.</summary>
    public static bool IsConstant(MethodReference method, bool isConstruction) => isConstruction
        ? method.DeclaringType.GetElementType().FullName == "System.ReadOnlySpan`1"
            && method.Parameters is [{ ParameterType.IsPointer: true }, _]
        : method.Name == "CreateSpan" && method.DeclaringType.FullName == "System.Runtime.CompilerServices.RuntimeHelpers";

    /// <summary>Position of the array, list or string that a call gives a view of, counting the receiver; -1 for none.</summary>
    public static int MemoryOwner(MethodReference method, bool isConstruction)
    {
        var made = isConstruction ? method.DeclaringType : method.ReturnType;
        if (!Views.Contains(made.GetElementType().FullName) && !(made.IsByReference && method.Name == "GetPinnableReference"))
            return -1;
        var receivers = method.HasThis && !isConstruction ? 1 : 0;
        if (receivers == 1 && method.DeclaringType.FullName == "System.String")
            return 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var type = method.Parameters[i].ParameterType;
            if (type.IsArray || type.FullName == "System.String"
                || type.GetElementType().FullName == "System.Collections.Generic.List`1")
                return i + receivers;
        }

        return -1;
    }

    /// <summary>Types whose values live on the stack, and the compiler's own helpers.</summary>
    public static bool IsStackOnly(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        return type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.InteropServices"
            || (IsNested(type) && type.Name.Contains("Enumerator"))
            || type.FullName is "System.Span`1" or "System.ReadOnlySpan`1" or "System.Threading.Lock/Scope";
    }

    public static SiteKind KindOf(MethodReference method)
    {
        var type = method.DeclaringType.Name;
        if (method.Name == "Read" && (type is "Interlocked" or "Volatile"))
            return SiteKind.Read;
        if (type == "Volatile")
            return SiteKind.Write;
        if (type == "Interlocked")
            return SiteKind.Atomic;
        return type == "Enumerable" || LooksBegin.Any(b => method.Name.StartsWith(b, StringComparison.Ordinal))
            ? SiteKind.Inspect
            : SiteKind.Call;
    }

    /// <summary>Whether the method is atomic and orders memory: it synchronises, and needs no lock around it.</summary>
    public static bool IsOrdered(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        return type.FullName is "System.Threading.Interlocked" or "System.Threading.Volatile"
            || type.Namespace == "System.Collections.Concurrent";
    }

    private static bool IsNested(TypeReference type) => type.DeclaringType is not null;
}
