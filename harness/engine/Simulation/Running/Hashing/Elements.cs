using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas.Engine.Simulation.Running.Hashing;

/// <summary>Sums of collections: of what they hold, and not of how they hold it.</summary>
internal static class Elements
{
    /// <summary>The method that sums a collection of this type; null when it is none of the framework's.</summary>
    public static MethodInfo? Of(Type type)
    {
        if (type.IsSZArray) return Method(nameof(Array), type.GetElementType()!);
        if (type.IsArray) return Method(nameof(Table), type);
        if (!IsFrameworks(type)) return null;
        if (IsMade(type, typeof(List<>))) return Method(nameof(List), type.GetGenericArguments());
        if (IsMade(type, typeof(Memory<>))) return Method(nameof(Memory), type.GetGenericArguments());
        if (IsMade(type, typeof(ReadOnlyMemory<>))) return Method(nameof(ReadOnlyMemory), type.GetGenericArguments());
        // A struct such as ImmutableArray is its fields, and boxing it for its enumerator would cost more.
        if (type.IsValueType || Interface(type, typeof(IEnumerable<>)) is not { } items) return null;
        var isOrdered = !IsAny(
            type, typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(ISet<>), typeof(IReadOnlySet<>));
        return Method(isOrdered ? nameof(Ordered) : nameof(Unordered), type, items.GetGenericArguments()[0]);
    }

    /// <summary>Whether the framework defines the type.</summary>
    public static bool IsFrameworks(Type type) =>
        type.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static ulong Array<T>(T[] items, int depth) => Span<T>(items, depth);

    private static ulong List<T>(List<T> items, int depth) => Span<T>(CollectionsMarshal.AsSpan(items), depth);

    private static ulong Memory<T>(Memory<T> items, int depth) => Span<T>(items.Span, depth);

    private static ulong ReadOnlyMemory<T>(ReadOnlyMemory<T> items, int depth) => Span(items.Span, depth);

    private static ulong Span<T>(ReadOnlySpan<T> items, int depth)
    {
        if (typeof(T) == typeof(byte))
        {
            ref var first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items));
            return StructuralHash.OfBytes(MemoryMarshal.CreateReadOnlySpan(ref first, items.Length));
        }

        var sum = (ulong)items.Length;
        foreach (var item in items) sum = StructuralHash.Mix(sum, Item(item, depth));
        return sum;
    }

    private static ulong Ordered<TItems, T>(TItems items, int depth)
        where TItems : IEnumerable<T>
    {
        var sum = 0UL;
        foreach (var item in items) sum = StructuralHash.Mix(sum, Item(item, depth));
        return sum;
    }

    private static ulong Unordered<TItems, T>(TItems items, int depth)
        where TItems : IEnumerable<T>
    {
        var sum = 0UL;
        foreach (var item in items) sum += StructuralHash.Mix(StructuralHash.Nothing, Item(item, depth));
        return sum;
    }

    private static ulong Table<TArray>(TArray table, int depth)
        where TArray : IList
    {
        var sum = 0UL;
        var array = (Array)(object)table;
        for (var i = 0; i < array.Rank; i++) sum = StructuralHash.Mix(sum, (ulong)array.GetLength(i));
        foreach (var item in array) sum = StructuralHash.Mix(sum, StructuralHash.Of(item, depth + 1));
        return sum;
    }

    private static ulong Item<T>(T item, int depth) =>
        Structure<T>.IsExact ? Structure<T>.Of(item, depth + 1) : StructuralHash.Of(item, depth + 1);

    private static bool IsMade(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static Type? Interface(Type type, Type definition) =>
        type.GetInterfaces().FirstOrDefault(one => IsMade(one, definition));

    private static bool IsAny(Type type, params Type[] definitions) =>
        definitions.Any(definition => Interface(type, definition) is not null);

    private static MethodInfo Method(string name, params Type[] arguments) =>
        typeof(Elements).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments);
}
