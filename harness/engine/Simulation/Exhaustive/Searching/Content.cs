using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>A sum over what an object holds, field by field, whatever its own equality says.</summary>
/// <remarks>
/// It notices what has changed in place, what is equal only by reference, and what is equal although it differs. It decides about
/// no state: two contents of one sum would at worst hide such a mistake.
/// </remarks>
internal static class Content
{
    private const int Deepest = 40;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();
    private static readonly ConcurrentDictionary<Type, bool> Unordered = new();

    public static ulong Of(object? value) => Of(value, 0);

    private static ulong Of(object? value, int depth)
    {
        if (value is null) return 1;
        if (depth > Deepest) return 2;
        var type = value.GetType();
        return value switch
        {
            string text => OfText(text),
            bool or char => OfText(((IConvertible)value).ToString(CultureInfo.InvariantCulture)),
            Delegate or Type or Task => OfText(type.FullName ?? ""),
            IFormattable number when type.IsEnum || IsOfTheFramework(type) =>
                OfText(number.ToString(null, CultureInfo.InvariantCulture)),
            Array { Length: 0 } => 3,
            IEnumerable items => OfItems(items, type, depth),
            _ => Fields.GetOrAdd(type, AllFields).Aggregate(OfText(type.Name), (sum, field) =>
                Mix(sum, Of(field.GetValue(value), depth + 1))),
        };
    }

    private static ulong OfItems(IEnumerable items, Type type, int depth)
    {
        if (IsDefault(items, type)) return 4;
        var parts = items.Cast<object?>().Select(item => Of(item, depth + 1));
        return Unordered.GetOrAdd(type, IsUnordered)
            ? parts.Aggregate(5UL, (sum, part) => sum + Mix(6, part))
            : parts.Aggregate(7UL, Mix);
    }

    /// <summary>The default of a value type such as ImmutableArray throws when it is enumerated.</summary>
    private static bool IsDefault(IEnumerable items, Type type) =>
        type.IsValueType && type.GetProperty("IsDefault")?.GetValue(items) is true;

    private static bool IsUnordered(Type type) => type.GetInterfaces().Any(part =>
        part == typeof(IDictionary)
        || (part.IsGenericType && (part.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            || part.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)
            || part.GetGenericTypeDefinition() == typeof(ISet<>))));

    private static bool IsOfTheFramework(Type type) => type.Namespace is { } space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static FieldInfo[] AllFields(Type type)
    {
        List<FieldInfo> fields = [];
        for (var part = type; part is not null && part != typeof(object); part = part.BaseType)
        {
            fields.AddRange(part.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        }

        return [.. fields];
    }

    private static ulong OfText(string text)
    {
        var hash = 14695981039346656037;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211;
        return Mix(8, hash);
    }

    private static ulong Mix(ulong sum, ulong part)
    {
        sum = (sum ^ part) * 0x9E3779B97F4A7C15;
        return sum ^ (sum >> 29);
    }
}
