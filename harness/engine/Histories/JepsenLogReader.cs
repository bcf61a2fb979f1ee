using Katas.Engine.Histories.Files;

namespace Katas.Engine.Histories;

/// <summary>
/// Reads the operations out of a log that Jepsen wrote: <c>INFO  jepsen.util - 3 :invoke :write 4</c>. What <c>:ok</c>,
/// <c>:fail</c> and <c>:info</c> mean is described in <c>docs/histories.md</c>.
/// </summary>
/// <remarks>The order of the lines is the order of the events. Lines of other loggers are passed over.</remarks>
public static class JepsenLogReader
{
    internal const string Example = "INFO  jepsen.util - 0 :invoke :write 3";
    private const string Logger = "jepsen.util";
    private const string Separator = " - ";

    /// <summary>Reads to the end. An empty text is an empty history.</summary>
    /// <exception cref="HistoryException">It is not a history; the message names the line.</exception>
    public static History Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var scanner = new EdnScanner(null, Example);
        var assembler = new EventAssembler(Example);
        var e = new FileEvent();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var at = line.IndexOf(Separator, StringComparison.Ordinal);
            if (at < 0) throw assembler.Wrong(number, $"\"{Shortened(line)}\" is no line of a Jepsen log");
            if (!line.AsSpan(0, at).TrimEnd().EndsWith(Logger, StringComparison.Ordinal)) continue;
            scanner.Begin(line, number, at + Separator.Length);
            ReadEvent(scanner, e);
            assembler.Add(e);
        }

        return assembler.Build();
    }

    private static void ReadEvent(EdnScanner scanner, FileEvent e)
    {
        e.Begin(scanner.Line);
        EdnHistoryReader.ReadProcess(scanner, e);
        e.Type = scanner.Name("a type: :invoke, :ok, :fail or :info");
        e.Name = scanner.Name("an operation");
        e.Value = scanner.Value();
        if (scanner.Peek() == '\0') return;
        e.HasError = scanner.Value() is not null;
        if (scanner.Peek() != '\0') throw scanner.Wrong($"{scanner.Here()} is one column too many");
    }

    private static string Shortened(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
