namespace Katas.Cli.Output;

/// <summary>Where a command prints: a terminal, or the pipe or file in its place.</summary>
/// <param name="output">Takes what was asked for.</param>
/// <param name="error">Takes complaints and warnings.</param>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    private const int PipeWidth = 100;
    private const int Utf8 = 65001;
    private ColourWriter? _colours;
    private bool _statusShown;

    /// <summary>Takes what was asked for.</summary>
    public TextWriter Out => output;

    /// <summary>Takes complaints and warnings.</summary>
    public TextWriter Error => error;

    /// <summary>Whether a person sees the output as it comes.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether there is colour.</summary>
    public bool HasColour { get; init; }

    /// <summary>How wide running text may be.</summary>
    public int Width { get; init; } = PipeWidth;

    /// <summary>The signs that it can show.</summary>
    public Marks Marks { get; init; } = new(unicode: true);

    /// <summary>The screen of this process.</summary>
    public static Screen OfProcess()
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var terminal = !Console.IsOutputRedirected;
        return new Screen(Console.Out, Console.Error)
        {
            IsTerminal = terminal && !dumb,
            CanAsk = terminal && !Console.IsInputRedirected,
            HasColour = terminal && !dumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = terminal && Console.WindowWidth > 0 ? Console.WindowWidth : PipeWidth,
            Marks = new Marks(Console.OutputEncoding.CodePage == Utf8),
        };
    }

    /// <summary>Prints a line; it is never wrapped.</summary>
    public void Line(params ReadOnlySpan<Inked> pieces)
    {
        ClearStatus();
        foreach (var piece in pieces)
            if (HasColour && piece.Ink != Ink.Plain) (_colours ??= new ColourWriter(output)).Write(piece);
            else output.Write(piece.Text);
        output.Write('\n');
    }

    /// <summary>Prints lines as they are.</summary>
    public void Lines(IEnumerable<string> lines, string indent = "", Ink ink = Ink.Plain)
    {
        foreach (var line in lines) Line((line.Length == 0 ? "" : indent + line, ink));
    }

    /// <summary>Prints a line that the next one replaces; only a person sees it.</summary>
    public void Status(string text)
    {
        if (!IsTerminal) return;
        ClearStatus();
        output.Write(text.Length < Width ? text : text[..(Width - 1)]);
        _statusShown = true;
    }

    /// <summary>Says why nothing was done.</summary>
    public void Complain(string why) => Tell("kata: " + why);

    /// <summary>Says what went wrong beside the work.</summary>
    public void Warn(string what) => Tell("Note: " + what);

    /// <summary>Begins anew at the top; only a person sees it.</summary>
    public void Clear()
    {
        if (IsTerminal) output.Write("\x1b[H\x1b[2J\x1b[3J");
        _statusShown = false;
    }

    private void Tell(string text)
    {
        ClearStatus();
        error.Write(text + "\n");
    }

    private void ClearStatus()
    {
        if (_statusShown) output.Write("\r\x1b[K");
        _statusShown = false;
    }
}
