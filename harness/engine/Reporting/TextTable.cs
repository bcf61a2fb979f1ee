namespace Katas.Engine.Reporting;

/// <summary>Lays out rows in columns: at most 12 rows, or as many as were asked for, and 100 characters wide.</summary>
internal static class TextTable
{
    private const int MostRows = 12;
    private const int MostWidth = 100;

    /// <summary>Renders the rows under their heading. Too many rows are folded in the middle, where they tell least.</summary>
    public static string Render(IReadOnlyList<string> heading, IReadOnlyList<string[]> rows, int mostRows = MostRows)
    {
        var shown = rows.Count <= mostRows ? [.. rows] : Fold(rows, heading.Count);
        var widths = heading.Select((title, i) => shown.Max(row => row[i].Length, title.Length)).ToArray();
        bool[] numbers = [.. heading.Select(title => title is "#" or "t (ms)")];
        return string.Join('\n', shown.Prepend([.. heading]).Select(row => Line(row, widths, numbers)));
    }

    private static List<string[]> Fold(IReadOnlyList<string[]> rows, int columns)
    {
        const int Head = 4, Tail = MostRows - Head - 1;
        string[] fold = ["…", .. Enumerable.Repeat("", columns - 1)];
        fold[^2] = $"({rows.Count - Head - Tail} more)";
        return [.. rows.Take(Head), fold, .. rows.Skip(rows.Count - Tail)];
    }

    private static string Line(string[] cells, int[] widths, bool[] numbers)
    {
        var padded = cells.Select((cell, i) => numbers[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        var line = (" " + string.Join(" | ", padded)).TrimEnd();
        return line.Length <= MostWidth ? line : string.Concat(line.AsSpan(0, MostWidth - 1), "…");
    }

}

file static class RowExtensions
{
    public static int Max(this IEnumerable<string[]> rows, Func<string[], int> width, int least) =>
        rows.Select(width).Append(least).Max();
}
