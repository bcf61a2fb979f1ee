using System.Text;

namespace Katas.Cli.Output;

/// <summary>Makes foreign text harmless to a terminal.</summary>
internal static class PlainText
{
    /// <summary>The lines of a text that a program printed, with control characters made visible.</summary>
    public static IReadOnlyList<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Visible)];

    // An escape sequence in what a solution prints could clear the screen, or forge a verdict.
    private static string Visible(string line)
    {
        if (!line.Any(char.IsControl)) return line;
        var text = new StringBuilder();
        foreach (var c in line)
            if (c == '\t') text.Append("    ");
            else if (char.IsControl(c)) text.Append($"\\x{(int)c:x2}");
            else text.Append(c);
        return text.ToString();
    }
}
