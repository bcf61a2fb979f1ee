using System.Text;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Gives the columns the widths they need, within the width of a line.</summary>
/// <remarks>
/// When that is too little, the values go first, which the steps say too, then the columns get narrower. A row has one step,
/// so a step that is wider than its column goes on over the empty ones to its right.
/// </remarks>
internal sealed class TableLayout(TableContent table, int maxColumns)
{
    private const int MinCell = 10;
    private const int MostForLast = 40;
    private const string Separator = " | ";

    private readonly TableRow[] _all = [table.Heading, .. table.Rows];
    private bool _hasValues = true;

    public string Print()
    {
        var number = Math.Max(2, _all.Max(row => row.Number.Length));
        var widths = table.Heading.Cells
            .Select((_, i) => _all.Where(row => !row.IsRemark).Max(row => row.Cells[i].Width)).ToArray();
        _hasValues = widths.Sum() <= Available(number, widths.Length);
        Narrow(widths, Available(number, widths.Length));
        string[] footer = [.. Names(widths), table.Footer];
        return string.Join('\n', _all.Select(row => Line(row, number, widths)).Concat(footer.Where(line => line.Length > 0)));
    }

    /// <summary>The names of the columns that were too narrow for them.</summary>
    private IEnumerable<string> Names(int[] widths) =>
        table.Heading.Cells.Where((name, i) => name.Text.Length > widths[i])
            .Select(name => name.Text.Length <= maxColumns ? name.Text : name.Text[..(maxColumns - 1)] + "…");

    private int Available(int number, int columns) =>
        maxColumns - number - Separator.Length * (columns + 1)
        - _all.Where(row => !row.IsRemark).Max(row => Shared(row).Length);

    private string Shared(TableRow row) => _hasValues ? row.Shared : row.Note;

    /// <summary>
    /// Takes from the widest column until all fit; from the last one, which has nothing to its right, at the end.
    /// </summary>
    private static void Narrow(int[] widths, int available)
    {
        widths[^1] = Math.Min(widths[^1], MostForLast);
        var others = widths.AsSpan(0, widths.Length - 1);
        while (Sum(widths) > available && others.Length > 0 && Max(others) is > MinCell and var widest)
            others[others.IndexOf(widest)]--;
        while (Sum(widths) > available && Max(widths) is > MinCell and var widest)
            widths[Array.IndexOf(widths, widest)]--;
    }

    private string Line(TableRow row, int number, int[] widths)
    {
        var line = new StringBuilder(row.Number.PadLeft(number));
        if (row.IsRemark)
            return line.Append(Separator).Append(row.Value).ToString();
        for (var i = 0; i < widths.Length;)
        {
            var (room, next) = (widths[i], i + 1);
            for (; next < widths.Length && row.Cells[i].Width > room && row.Cells[next].IsEmpty; next++)
                room += Separator.Length + widths[next];
            line.Append(Separator).Append(Fit(row.Cells[i], room));
            i = next;
        }

        line.Append(Separator).Append(Shared(row));
        if (line.Length > maxColumns)
            line.Length = maxColumns;
        return Trim(line.ToString());
    }

    /// <summary>Without values there is no last column in most rows.</summary>
    private string Trim(string line)
    {
        line = line.TrimEnd();
        return !_hasValues && line.EndsWith('|') ? line[..^1].TrimEnd() : line;
    }

    private static string Fit(TableCell cell, int width)
    {
        var text = cell.Text.Length <= width ? cell.Text : cell.Text.Trim();
        if (text.Length > width && text.StartsWith("** ", StringComparison.Ordinal))
            text = $"*{text.Trim(' ', '*')}*";
        var room = width - (cell.Line.Length > 0 ? cell.Line.Length + 1 : 0);
        text = text.Length <= room ? text : text[..Math.Max(0, room - 1)] + "…";
        return (text.PadRight(width - cell.Line.Length) + cell.Line)[..width];
    }

    private static int Sum(int[] widths) => widths.Sum();

    private static int Max(Span<int> widths)
    {
        var most = 0;
        foreach (var width in widths)
            most = Math.Max(most, width);
        return most;
    }
}
