using System.Text.RegularExpressions;

namespace Katas.Cli.Lessons;

/// <summary>Makes Markdown readable on a terminal: code and tables stay as they are, running text is wrapped.</summary>
internal static partial class PlainMarkdown
{
    private const int WidestText = 100;

    /// <summary>The lines to print.</summary>
    public static IReadOnlyList<string> Lines(string markdown, int width)
    {
        var lines = new List<string>();
        var paragraph = new List<string>();
        var inCode = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").Trim('\n').Split('\n'))
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (inCode || isFence || !IsRunningText(line))
            {
                Flush();
                inCode ^= isFence;
                if (!isFence) lines.AddRange(inCode ? ["    " + line] : Standing(line));
            }
            else
            {
                if (Item().IsMatch(line)) Flush();
                paragraph.Add(line);
            }
        }

        Flush();
        return lines;

        void Flush()
        {
            if (paragraph.Count > 0) lines.AddRange(Wrap(paragraph, Math.Min(width, WidestText)));
            paragraph.Clear();
        }
    }

    private static bool IsRunningText(string line) =>
        line.Trim().Length > 0 && !Heading().IsMatch(line) && !line.TrimStart().StartsWith('|');

    private static string[] Standing(string line)
    {
        if (Heading().Match(line) is not { Success: true } heading) return [Inline(line).TrimEnd()];
        var title = Inline(heading.Groups[2].Value.Trim());
        return [title, new string(heading.Groups[1].Length == 1 ? '=' : '-', title.Length)];
    }

    private static IEnumerable<string> Wrap(List<string> paragraph, int width)
    {
        var mark = Item().Match(paragraph[0]);
        var hanging = new string(' ', mark.Success ? mark.Length : Indent(paragraph[0]));
        var words = Inline(string.Join(' ', paragraph.Select(line => line.Trim().TrimStart('>').Trim())))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = hanging[..Indent(paragraph[0])] + words[0];
        foreach (var word in words[1..])
        {
            if (line.Length + 1 + word.Length <= width)
            {
                line += " " + word;
                continue;
            }

            yield return line;
            line = hanging + word;
        }

        yield return line;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary>Drops the marks of bold, italics and links; code keeps its backticks, and all inside them.</summary>
    private static string Inline(string text) => Marked().Replace(text, match =>
        match.Groups["code"].Success ? match.Value
        : match.Groups["label"].Success ? Link(match.Groups["label"].Value, match.Groups["target"].Value)
        : match.Groups["strong"].Success ? match.Groups["strong"].Value
        : match.Groups["soft"].Value);

    private static string Link(string label, string target) =>
        target.StartsWith("http", StringComparison.Ordinal) ? $"{label} ({target})" : label;

    [GeneratedRegex(@"^(#{1,6})\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*([-*+]|\d+[.)])\s+")]
    private static partial Regex Item();

    [GeneratedRegex(
        @"(?<code>`[^`]+`)|\[(?<label>[^\]]+)\]\((?<target>[^)\s]+)\)" +
        @"|\*\*(?<strong>.+?)\*\*|(?<![\w*])\*(?<soft>[^*\s][^*]*)\*(?!\w)")]
    private static partial Regex Marked();
}
