using System.Collections;
using System.Globalization;

namespace Katas.Engine.Simulation.Running;

/// <summary>A sum over what a value holds, equal in every process.</summary>
internal static class StructuralHash
{
    public static ulong Of(object? value) => value switch
    {
        null => 1,
        string text => OfText(text),
        IFormattable number => OfText(number.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable items => items.Cast<object?>().Aggregate(7UL, (sum, item) => (sum * 31) + Of(item)),
        _ => OfText(value.ToString() ?? ""),
    };

    private static ulong OfText(string text)
    {
        var hash = 14695981039346656037;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
