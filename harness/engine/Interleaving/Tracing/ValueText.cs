using System.Globalization;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Shows a value without running the subject's code.</summary>
internal static class ValueText
{
    private const int MaxLength = 24;

    public static string Of(object? value, ObjectNames names)
    {
        var text = value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string s => $"\"{s}\"",
            char c => $"'{c}'",
            Enum e => e.ToString(),
            IFormattable number when value.GetType().Namespace == "System" =>
                number.ToString(null, CultureInfo.InvariantCulture),
            ValueType => value.GetType().Name.Split('`')[0],
            _ => names.Of(value),
        };
        return text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";
    }
}
