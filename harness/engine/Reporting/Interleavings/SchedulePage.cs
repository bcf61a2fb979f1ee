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
        var title = $"{failure.Test}: {failure.Property}";
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append($"<title>{Escape(title)}</title>\n<style>\n{PageStyle.Css}\n{ScheduleStyle.Css}\n</style>\n</head>\n<body>\n")
            .Append($"<header>\n<p class=\"test\"><code>{Escape(failure.Test)}</code></p>\n")
            .Append($"<h1><span class=\"mark\">✗</span> Does not hold: {Escape(failure.Property)}</h1>\n</header>\n")
            .Append("<main>\n<section class=\"broken\">\n").Append(Evidence(failure.Evidence));
        if (result.Trace.Count > 0) html.Append(Table(result));
        html.Append($"<p class=\"note\">{Lines(failure.Found)}</p>\n</section>\n<section>\n<h2>Run it again</h2>\n<dl>\n")
            .Append(Pair("In a terminal", failure.Replay)).Append(Pair("In an IDE, where breakpoints work", failure.InIde))
            .Append($"</dl>\n<p>Concept: <strong>{Escape(failure.Concept)}</strong></p>\n</section>\n</main>\n");
        return html.Append(ScheduleStyle.Legend).Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Sentences, with the indented lines among them, which are stacks of calls, as lists.</summary>
    private static string Evidence(string evidence)
    {
        var html = new StringBuilder("<div class=\"reason\">\n");
        var inStack = false;
        foreach (var line in evidence.Split('\n'))
        {
            var isFrame = line.StartsWith(' ');
            if (isFrame != inStack) html.Append(isFrame ? "<ul class=\"stack\">\n" : "</ul>\n");
            inStack = isFrame;
            html.Append(isFrame ? $"<li><code>{Escape(line.Trim())}</code></li>\n" : $"<p>{Escape(line)}</p>\n");
        }

        return html.Append(inStack ? "</ul>\n</div>\n" : "</div>\n").ToString();
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

    private static string Pair(string name, string? command) =>
        command is null ? "" : $"<dt>{Escape(name)}</dt><dd><code>{Escape(command)}</code></dd>\n";

    private static string Lines(string text) => string.Join("<br>", text.Split('\n').Select(Escape));
}
