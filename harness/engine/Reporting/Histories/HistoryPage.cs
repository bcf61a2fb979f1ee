using System.Text;
using Katas.Engine.Linearizability;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Judged histories as one HTML page that needs nothing from outside, and no script.</summary>
internal static class HistoryPage
{
    private const int MostOperations = 6000;

    /// <summary>The page. Of large histories it shows the part around the error, in all some thousands of operations.</summary>
    public static string Render(IReadOnlyList<JudgedHistory> files)
    {
        var (title, first) = (Title(files), First(files));
        // Violations get their room first: a page of many good files must not crowd out the bad one.
        var budget = new PageBudget(MostOperations);
        var sections = Enumerable.Range(0, files.Count)
            .OrderByDescending(i => files[i].Result.Verdict == CheckVerdict.Violation).ThenBy(i => i)
            .Select(i => (i, Text: new PageSection(files[i], i + 1, budget).Write())).OrderBy(it => it.i).ToList();

        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append($"<title>{Escape(title)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n{PageLegend.Fills}\n")
            .Append($"<header>\n<h1>{Escape(title)}</h1>\n");
        if (first >= 0) html.Append($"<p><a href=\"#error-{first + 1}\">Jump to the first error</a></p>\n");
        if (files.Count > 1) html.Append(Contents(files));
        html.Append("</header>\n<main>\n");
        foreach (var (_, text) in sections) html.Append(text);
        return html.Append("</main>\n<footer>\n").Append(PageLegend.Write()).Append("</footer>\n</body>\n</html>\n").ToString();
    }

    private static int First(IReadOnlyList<JudgedHistory> files)
    {
        for (var i = 0; i < files.Count; i++)
            if (files[i].Result.Verdict == CheckVerdict.Violation) return i;
        return -1;
    }

    private static string Title(IReadOnlyList<JudgedHistory> files)
    {
        var counts = files.CountBy(file => file.Result.Verdict).ToDictionary();
        var (bad, unknown) = (counts.GetValueOrDefault(CheckVerdict.Violation), counts.GetValueOrDefault(CheckVerdict.Unknown));
        var all = TextDiagram.Count(files.Count, "history", "histories");
        return (files.Count, bad, unknown) switch
        {
            (0, _, _) => "No history was judged",
            (1, 1, _) => "Not linearizable",
            (1, _, 1) => "Unknown: nothing was shown",
            (1, _, _) => "Linearizable",
            (_, > 0, 0) => $"Not linearizable: {bad} of {all}",
            (_, > 0, _) => $"Not linearizable: {bad} of {all}; unknown: {unknown}",
            (_, _, > 0) => $"Unknown: {unknown} of {all}, of which nothing was shown",
            _ => $"Linearizable: all {all}",
        };
    }

    private static string Contents(IReadOnlyList<JudgedHistory> files)
    {
        var html = new StringBuilder("<ul>\n");
        for (var i = 0; i < files.Count; i++)
        {
            var (name, word, mark) = PageSection.Words(files[i].Result.Verdict);
            html.Append($"<li class=\"{name}\"><span class=\"mark\">{mark} {word}</span>: ")
                .Append($"<a href=\"#file-{i + 1}\">{Escape(files[i].Title)}</a></li>\n");
        }

        return html.Append("</ul>\n").ToString();
    }
}
