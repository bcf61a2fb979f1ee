using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving;

/// <summary>Prints a schedule as a table, one column for each thread.</summary>
public static class InterleavingTable
{
    /// <summary>Prints the trace of a failing schedule.</summary>
    /// <param name="result">The result; without a trace the text is empty.</param>
    /// <param name="maxRows">The most rows below the heading; more are folded in the middle. Not below 3.</param>
    /// <param name="maxColumns">The most characters of a line; cells are cut to fit.</param>
    /// <returns>The lines, separated by a line feed, without one at the end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxRows"/> is below 3.</exception>
    /// <remarks>
    /// <c>** switch **</c> marks where a thread lost the processor although it could have gone on. The last column
    /// shows the value of the place that the step accessed, and says so when a write destroys another thread's write
    /// that the writer never read.
    /// </remarks>
    public static string Render(ExplorationResult result, int maxRows = 12, int maxColumns = 100)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 3);
        if (result.Trace.Count == 0)
            return "";
        var notes = LostWrites.Notes(result.Trace);
        var rows = result.Trace.Select((step, i) => Row(result, i, notes[i])).ToList();
        return new TableLayout(Heading(result.ThreadNames), maxColumns).Print(Fold(rows, maxRows));
    }

    private static TableRow Heading(IReadOnlyList<string> names) => new(
        "#", [.. names.Select((name, i) => new TableCell($"T{i + 1} {name}", ""))], "shared");

    private static TableRow Row(ExplorationResult result, int index, string note)
    {
        var step = result.Trace[index];
        var cells = result.ThreadNames.Select(_ => new TableCell("", "")).ToArray();
        if (Switches.IsPreempted(result.Trace, index) is { } preempted)
            cells[preempted] = new TableCell("  ** switch **", "");
        cells[step.Thread] = new TableCell(step.Text, step.Line > 0 ? $":{step.Line}" : "");
        return new TableRow($"{index + 1}", cells, $"{step.SharedState}{note}");
    }

    /// <summary>Keeps the beginning and, rather more, the end, where the damage shows.</summary>
    private static List<TableRow> Fold(List<TableRow> rows, int maxRows)
    {
        if (rows.Count <= maxRows)
            return rows;
        var first = (maxRows - 1) / 2;
        var last = maxRows - 1 - first;
        var folded = rows.Count - first - last;
        return [.. rows[..first], new TableRow("", [], $"… {folded} steps …"), .. rows[^last..]];
    }
}
