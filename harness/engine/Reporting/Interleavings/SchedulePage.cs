using System.Text;
using Katas.Engine.Interleaving;
using Katas.Engine.Interleaving.Tracing;
using Katas.Engine.Reporting.Histories;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Interleavings;

/// <summary>A failing schedule as an HTML page that needs nothing from outside, and no script.</summary>
internal static class SchedulePage
{
    private const int MostRows = 400;

    /// <summary>The page.</summary>
    /// <param name="failure">What the failing test prints, in its parts.</param>
    /// <param name="result">The exploration that found it.</param>
    public static string Render(FailureParts failure, ExplorationResult result)
    {
        var html = new StringBuilder(FailureMarkup.Head(failure, $"{PageStyle.Css}\n{ScheduleStyle.Css}"))
            .Append("<main>\n<section class=\"broken\">\n").Append(FailureMarkup.Evidence(failure.Evidence));
        if (result.Trace.Count > 0) html.Append(Table(result));
        html.Append(FailureMarkup.Found(failure)).Append("</section>\n").Append(FailureMarkup.Again(failure)).Append("</main>\n");
        return html.Append(ScheduleStyle.Legend).Append("</body>\n</html>\n").ToString();
    }

    private static string Table(ExplorationResult result)
    {
        var table = TableContent.Of(result, MostRows);
        var html = new StringBuilder("<figure><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The schedule\">")
            .Append("<table class=\"schedule\">\n<thead><tr><th class=\"n\">#</th>");
        foreach (var name in table.Heading.Cells) html.Append($"<th>{Escape(name.Text)}</th>");
        html.Append("<th>shared</th></tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows) html.Append(Row(row, table.Heading.Cells.Count));
        return html.Append("</tbody>\n</table></div>")
            .Append($"<figcaption>One step in each row, from above to below. {Escape(table.Footer)}</figcaption></figure>\n")
            .ToString();
    }

    private static string Row(TableRow row, int columns)
    {
        if (row.IsRemark) return $"<tr class=\"folded\"><td></td><td colspan=\"{columns + 1}\">{Escape(row.Value)}</td></tr>\n";
        var html = new StringBuilder(row.Note.Length > 0 ? "<tr class=\"bad\">" : "<tr>")
            .Append($"<td class=\"n\">{row.Number}</td>");
        for (var i = 0; i < row.Cells.Count; i++) html.Append(Cell(row.Cells[i], i == row.Active));
        var note = row.Note.Length > 0 ? $" <strong>{Escape(row.Note)}</strong>" : "";
        return html.Append($"<td class=\"value\"><code>{Escape(row.Value)}</code>{note}</td></tr>\n").ToString();
    }

    private static string Cell(TableCell cell, bool isActive)
    {
        if (isActive)
            return $"<td class=\"step\"><code>{Escape(cell.Text)}</code><span class=\"line\">{Escape(cell.Line)}</span></td>";
        var mark = cell.Text.Trim(' ', '*');
        return mark.Length == 0 ? "<td></td>" : $"<td class=\"gave {mark}\">{Escape(mark)}</td>";
    }
}
