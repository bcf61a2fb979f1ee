using System.Globalization;

namespace Katas.Simulation;

/// <summary>What the value types for states share.</summary>
internal static class Ordered
{
    public static int Hash<T>(T[] items)
    {
        var hash = items.Length;
        foreach (var item in items) hash = (hash * 31) + (item?.GetHashCode() ?? 0);
        return hash;
    }

    public static string Text<T>(IEnumerable<T> items) =>
        string.Join(", ", items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item}")));

    /// <summary>The type's own order; of texts the ordinal one, because the other depends on the machine's language.</summary>
    public static IComparer<T> By<T>() =>
        typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : Comparer<T>.Default;
}
