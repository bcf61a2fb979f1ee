using System.Text;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>A cell: text on the left, a line number on the right.</summary>
internal sealed record TableCell(string Text, string Line)
{
    public int Width => Text.Length + (Line.Length > 0 ? Line.Length + 2 : 0);
}

/// <summary>A row; without cells it is a remark across the table.</summary>
internal sealed record TableRow(string Number, IReadOnlyList<TableCell> Cells, string Shared);

/// <summary>Gives the columns the widths they need, within the width of a line.</summary>
internal sealed class TableLayout(TableRow heading, int maxColumns)
{
    private const int MinCell = 8;
    private const string Separator = " | ";

    public string Print(IReadOnlyList<TableRow> rows)
    {
        TableRow[] all = [heading, .. rows];
        var number = Math.Max(2, all.Max(r => r.Number.Length));
        var shared = all.Where(r => r.Cells.Count > 0).Max(r => r.Shared.Length);
        var widths = heading.Cells
            .Select((_, i) => all.Where(r => r.Cells.Count > 0).Max(r => r.Cells[i].Width)).ToArray();
        Narrow(widths, maxColumns - number - shared - Separator.Length * (widths.Length + 1));
        return string.Join('\n', all.Select(row => Line(row, number, widths)));
    }

    /// <summary>Takes from the widest column until all fit.</summary>
    private static void Narrow(int[] widths, int available)
    {
        while (widths.Sum() > available && widths.Max() > MinCell)
            widths[Array.IndexOf(widths, widths.Max())]--;
    }

    private string Line(TableRow row, int number, int[] widths)
    {
        var line = new StringBuilder(row.Number.PadLeft(number));
        if (row.Cells.Count == 0)
            return line.Append(Separator).Append(row.Shared).ToString();
        for (var i = 0; i < widths.Length; i++)
            line.Append(Separator).Append(Fit(row.Cells[i], widths[i]));
        line.Append(Separator).Append(row.Shared);
        if (line.Length > maxColumns)
            line.Length = maxColumns;
        return line.ToString().TrimEnd();
    }

    private static string Fit(TableCell cell, int width)
    {
        var room = width - (cell.Line.Length > 0 ? cell.Line.Length + 1 : 0);
        var text = cell.Text.Length <= room ? cell.Text : cell.Text[..Math.Max(0, room - 1)] + "…";
        return (text.PadRight(width - cell.Line.Length) + cell.Line)[..width];
    }
}
