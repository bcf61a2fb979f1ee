using System.Text;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting;

/// <summary>The parts that the pages of all failing tests share.</summary>
internal static class FailureMarkup
{
    /// <summary>From the beginning of the page to the end of its heading.</summary>
    public static string Head(FailureParts failure, string css) =>
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append($"<title>{Escape($"{failure.Test}: {failure.Property}")}</title>\n")
            .Append($"<style>\n{css}\n</style>\n</head>\n<body>\n")
            .Append($"<header>\n<p class=\"test\"><code>{Escape(failure.Test)}</code></p>\n")
            .Append($"<h1><span class=\"mark\">✗</span> Does not hold: {Escape(failure.Property)}</h1>\n</header>\n").ToString();

    /// <summary>Sentences, with the indented lines among them, which are stacks of calls, as lists.</summary>
    public static string Evidence(string evidence)
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

    /// <summary>How it was found.</summary>
    public static string Found(FailureParts failure) =>
        $"<p class=\"note\">{string.Join("<br>", failure.Found.Split('\n').Select(Escape))}</p>\n";

    /// <summary>How to run it again, and the concept to look up.</summary>
    public static string Again(FailureParts failure) => "<section>\n<h2>Run it again</h2>\n<dl>\n"
        + Pair("In a terminal", failure.Replay) + Pair("In an IDE, where breakpoints work", failure.InIde)
        + $"</dl>\n<p>Concept: <strong>{Escape(failure.Concept)}</strong></p>\n</section>\n";

    private static string Pair(string name, string? command) =>
        command is null ? "" : $"<dt>{Escape(name)}</dt><dd><code>{Escape(command)}</code></dd>\n";
}
