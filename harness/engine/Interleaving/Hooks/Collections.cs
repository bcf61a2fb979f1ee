using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Finds the collection that an enumerator or a query of the framework works on.</summary>
/// <remarks>They keep it in a private field. One that is not found this way counts as an object of its own.</remarks>
internal static class Collections
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly ConcurrentDictionary<Type, FieldInfo?> Sources = new();

    private delegate object? Reader<T>(ref T enumerator);

    /// <summary>The collection that an enumerator structure walks; null when it is not known.</summary>
    public static object? Walked<T>(ref T enumerator) => Walker<T>.Read?.Invoke(ref enumerator);

    /// <summary>The collection behind an enumerator or a query that is an object; the object itself for others.</summary>
    public static object Behind(object target)
    {
        while (Sources.GetOrAdd(target.GetType(), Source) is { } field && field.GetValue(target) is { } source)
            target = source;
        return target;
    }

    /// <summary>The array in which a list keeps its elements.</summary>
    public static object? ItemsOf(object list) => list.GetType().GetField("_items", Own)?.GetValue(list);

    private static FieldInfo? Source(Type type)
    {
        var isQuery = type.DeclaringType == typeof(Enumerable)
            || type.FullName!.StartsWith("System.Linq.", StringComparison.Ordinal);
        var isEnumerator = type is { IsNested: true, Namespace: "System.Collections.Generic" or "System.Collections" }
            && typeof(IEnumerator).IsAssignableFrom(type);
        if (!isQuery && !isEnumerator)
            return null;
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (Array.Find(level.GetFields(Own), IsCollection) is { } field)
                return field;
        }

        return null;
    }

    private static bool IsCollection(FieldInfo field) =>
        !field.FieldType.IsValueType && typeof(IEnumerable).IsAssignableFrom(field.FieldType)
        && field.FieldType != typeof(string) && !field.FieldType.IsArray;

    private static class Walker<T>
    {
        public static readonly Reader<T>? Read = Make();

        private static Reader<T>? Make()
        {
            if (!typeof(T).IsValueType || Array.Find(typeof(T).GetFields(Own), IsCollection) is not { } field)
                return null;
            var method = new DynamicMethod("walked", typeof(object), [typeof(T).MakeByRefType()], typeof(T).Module,
                skipVisibility: true);
            var il = method.GetILGenerator();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Ret);
            return method.CreateDelegate<Reader<T>>();
        }
    }
}
