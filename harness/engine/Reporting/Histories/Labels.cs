using System.Globalization;
using System.Text;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Names operations in diagrams: <c>get -> 1</c>. One line each, the same in every culture, distinct.</summary>
internal static class Labels
{
    /// <summary>A name for each operation. The key of the diagram is left out, since its title says it.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Operation> operations, object? key)
    {
        var labels = operations.Select(operation => Of(operation, key)).ToArray();
        var clashes = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).Where(same => !AllEqual(same, operations));
        // Show.Value shortens: two appends of long texts that differ at their ends would look the same.
        foreach (var i in clashes.SelectMany(same => same).ToList()) labels[i] += $" {Reference(operations[i])}";
        return labels;
    }

    /// <summary>A name for one operation.</summary>
    public static string Of(Operation operation, object? key)
    {
        var input = Input(operation.Input, key);
        return OneLine(operation.Ending switch
        {
            Ending.Returned when operation.Output is not null && Show.Value(operation.Output) is { Length: > 0 } output =>
                $"{input} -> {output}",
            Ending.ResultUnknown => $"{input} -> ?",
            _ => input,
        });
    }

    /// <summary>The operation's number in its history, by which the page can be searched.</summary>
    public static string Reference(Operation operation) => $"#{operation.Index}";

    /// <summary>A client's name.</summary>
    public static string Client(int client) => $"C{client}";

    /// <summary>The text with everything escaped that would break the line or change its direction.</summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAny(Unprintable)) return text;
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || !Unprintable.Contains((char)rune.Value)) escaped.Append(rune);
            else escaped.Append(rune.Value switch { '\n' => @"\n", '\r' => @"\r", '\t' => @"\t", var code => $@"\u{code:x4}" });
        }

        return escaped.ToString();
    }

    /// <summary>At most so many characters: the beginning, and where it is cut an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (text.Length <= width) return text;
        var kept = Math.Max(width - 1, 0);
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1])) kept--;
        return string.Concat(text.AsSpan(0, kept), "…");
    }

    // U+2028 and the like end a line, U+202E writes backwards, a lone surrogate is no text.
    private static System.Buffers.SearchValues<char> Unprintable { get; } = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)]);

    private static string Input(object input, object? key) => input switch
    {
        string text => text,
        Call call when key is not null && Equals(call.Key, Values.Normalise(key)) => $"{new Call(call.Name, call.Argument)}",
        Call call => call.ToString(),
        _ => Show.Value(input),
    };

    private static bool AllEqual(IEnumerable<int> same, IReadOnlyList<Operation> operations) =>
        same.Select(i => (operations[i].Input, operations[i].Output)).Distinct().Count() == 1;
}
