using Spectre.Console;

namespace Katas.Cli.Output;

/// <summary>Writes colour and tables; loaded only where there is one or the other.</summary>
internal sealed class ColourWriter
{
    private readonly IAnsiConsole _console;

    /// <param name="output">The terminal.</param>
    /// <param name="colour">Whether it has colour.</param>
    public ColourWriter(TextWriter output, bool colour = true)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = !colour ? AnsiSupport.No : OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // The terminal wraps what is too long; a table that was wrapped here could not be copied.
        _console.Profile.Width = 10_000;
    }

    /// <summary>Writes a piece; brackets in it are brackets.</summary>
    public void Write(Inked piece) => _console.Write(Text(piece));

    /// <summary>Writes a table without borders.</summary>
    public void Write(IEnumerable<string> heading, IEnumerable<Inked[]> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var title in heading)
            table.AddColumn(new TableColumn(Text((title, Ink.Quiet))) { NoWrap = true, Padding = new Padding(0, 0, 3, 0) });
        foreach (var row in rows) table.AddRow(row.Select(Text));
        _console.Write(table);
    }

    private static Text Text(Inked piece) => new(piece.Text, StyleOf(piece.Ink));

    private static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Strong => new Style(decoration: Decoration.Bold),
        Ink.Quiet => new Style(decoration: Decoration.Dim),
        Ink.Good => new Style(Color.Green),
        Ink.Bad => new Style(Color.Red),
        Ink.Warning => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
