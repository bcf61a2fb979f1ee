using Katas.Engine.Histories.Files;

namespace Katas.Engine.Histories;

/// <summary>
/// Reads and writes histories as JSON: one event a line, or all of them in one array. The members are described in
/// <c>docs/histories.md</c>.
/// </summary>
/// <remarks>
/// What was written is read back the same: operations, times, open calls, lost answers and notes; only a history without
/// operations forgets the unit of its times.
/// </remarks>
public static class JsonHistory
{
    internal const string Example = """{"process":0,"type":"invoke","f":"write","value":3}""";

    /// <summary>Reads to the end. An empty text is an empty history.</summary>
    /// <exception cref="HistoryException">It is not a history; the message names the line.</exception>
    public static History Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var events = new JsonEvents(new EventAssembler(Example));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.AsSpan().TrimStart(" \t\r\n\uFEFF");
            if (text.IsEmpty) continue;
            if (text[0] == '[')
            {
                events.ReadArray(line + "\n" + reader.ReadToEnd(), number);
                break;
            }

            events.ReadLine(text, number);
        }

        return events.Build();
    }

    /// <summary>Writes one event a line.</summary>
    /// <param name="history">A history whose inputs are <c>Call</c>s.</param>
    /// <param name="writer">Takes the lines; they end in a line feed.</param>
    /// <exception cref="HistoryException">It holds a value for which JSON has no form.</exception>
    public static void Write(History history, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(writer);
        new JsonEventWriter(history, writer).Write();
    }
}
