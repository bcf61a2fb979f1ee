namespace Katas.Cli.Output;

/// <summary>Prints tables.</summary>
internal static class TableText
{
    /// <summary>Prints a table without borders, each line indented by two.</summary>
    public static void Table(this Screen screen, IEnumerable<string> heading, IEnumerable<Inked[]> rows)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new ColourWriter(text, screen.HasColour).Write(heading, rows);
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n'))
            screen.Line("  " + line.TrimEnd());
    }
}
