namespace Katas.Engine.Interleaving.Tracing;

/// <summary>A cell: text on the left, a line number on the right.</summary>
internal sealed record TableCell(string Text, string Line)
{
    public static TableCell Empty { get; } = new("", "");

    public bool IsEmpty => Text.Length == 0;

    public int Width => Text.Length + (Line.Length > 0 ? Line.Length + 2 : 0);
}

/// <summary>A row of the table.</summary>
/// <param name="Number">The step's number, from 1, counted before steps were folded.</param>
/// <param name="Cells">A cell for each column; none when the row is a remark across the table.</param>
/// <param name="Value">The value of the place that was accessed, or the remark.</param>
/// <param name="Note">What the step destroyed; empty for most.</param>
internal sealed record TableRow(string Number, IReadOnlyList<TableCell> Cells, string Value, string Note)
{
    /// <summary>The column that makes the step; another may say that it lost the processor.</summary>
    public int Active { get; init; } = -1;

    public bool IsRemark => Cells.Count == 0;

    public string Shared => Value + (Note.Length > 0 ? "  " + Note : "");
}

/// <summary>What a table of a schedule says, before it is laid out as text or as markup.</summary>
/// <param name="Heading">The columns' names.</param>
/// <param name="Rows">The steps.</param>
/// <param name="Footer">In which file the bare line numbers are, when there are several; else empty.</param>
internal sealed record TableContent(TableRow Heading, IReadOnlyList<TableRow> Rows, string Footer)
{
    public static TableContent Of(ExplorationResult result, int maxRows)
    {
        var trace = result.Trace;
        var columns = trace.Select(step => step.Thread).Distinct().Order().ToArray();
        var lines = new LineText(trace);
        var notes = LostWrites.Notes(trace);
        var rows = Loops.Fold(trace, notes)
            .Select(entry => entry.Remark is { } remark
                ? new TableRow("", [], remark, "")
                : Row(trace, entry.Index, columns, lines, notes))
            .ToList();
        TableCell[] names = [.. columns.Select(thread => new TableCell($"T{thread + 1} {result.ThreadNames[thread]}", ""))];
        return new TableContent(new TableRow("#", names, "shared", ""), FoldMiddle(rows, maxRows), lines.Footer);
    }

    private static TableRow Row(
        IReadOnlyList<TraceStep> trace, int index, int[] columns, LineText lines, string[] notes)
    {
        var step = trace[index];
        var cells = columns.Select(_ => TableCell.Empty).ToArray();
        if (Switches.Before(trace, index) is var (thread, mark))
            cells[Array.IndexOf(columns, thread)] = new TableCell("  " + mark, "");
        var active = Array.IndexOf(columns, step.Thread);
        cells[active] = new TableCell(step.Text, lines.Of(step));
        return new TableRow($"{index + 1}", cells, step.SharedState ?? "", notes[index]) { Active = active };
    }

    /// <summary>Keeps the beginning and, rather more, the end, where the damage shows.</summary>
    private static List<TableRow> FoldMiddle(List<TableRow> rows, int maxRows)
    {
        if (rows.Count <= maxRows)
            return rows;
        var first = (maxRows - 1) / 2;
        var last = maxRows - 1 - first;
        var (before, after) = (rows[..first], rows[^last..]);
        var folded = Number(after, 0) - Number(before, int.MaxValue) - 1;
        return [.. before, new TableRow("", [], $"… {folded} steps …", ""), .. after];
    }

    /// <summary>The number of the first step of these, or of the last.</summary>
    private static int Number(List<TableRow> rows, int from)
    {
        var numbers = rows.Where(row => !row.IsRemark).Select(row => int.Parse(row.Number)).ToList();
        return from == 0 ? numbers.FirstOrDefault() : numbers.LastOrDefault();
    }
}
