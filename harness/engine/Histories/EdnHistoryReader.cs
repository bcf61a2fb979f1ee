using Katas.Engine.Histories.Files;

namespace Katas.Engine.Histories;

/// <summary>
/// Reads histories in extensible data notation, as Jepsen stores them: one map for each event, one after another or in one
/// vector. What <c>ok</c>, <c>fail</c> and <c>info</c> mean is described in <c>docs/histories.md</c>.
/// </summary>
/// <remarks>
/// The keys are <c>:process :type :f :key :value :time :error</c>, in any order; others are passed over. Keywords and symbols
/// become texts, sets and maps sorted lists. A process that is no number is a note: the nemesis.
/// </remarks>
public static class EdnHistoryReader
{
    internal const string Example = "{:process 0, :type :invoke, :f :write, :value 3}";
    private const string Tag = "#jepsen.history.Op";

    /// <summary>Reads to the end. An empty text is an empty history.</summary>
    /// <exception cref="HistoryException">It is not a history; the message names the line.</exception>
    public static History Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var scanner = new EdnScanner(reader, Example);
        var assembler = new EventAssembler(Example);
        var e = new FileEvent();
        var inVector = scanner.Take('[');
        while (scanner.Peek() is not '\0')
        {
            if (inVector && scanner.Take(']'))
            {
                inVector = false;
                continue;
            }

            ReadEvent(scanner, e);
            assembler.Add(e);
        }

        return inVector ? throw scanner.Wrong("The vector of events is not closed with ]") : assembler.Build();
    }

    private static void ReadEvent(EdnScanner scanner, FileEvent e)
    {
        scanner.BeginEvent();
        e.Begin(scanner.Line);
        scanner.Take(Tag);
        if (!scanner.Take('{')) throw scanner.Wrong($"{scanner.Here()} stands where an event is expected");
        while (!scanner.Take('}'))
        {
            if (scanner.Peek() is '\0' or '{') throw scanner.Wrong("The event is not closed with }");
            ReadMember(scanner, e);
        }
    }

    private static void ReadMember(EdnScanner scanner, FileEvent e)
    {
        switch (scanner.Keyword("a key such as :type"))
        {
            case "process":
                ReadProcess(scanner, e);
                break;
            case "type":
                e.Type = scanner.Peek() == ':' ? scanner.Name("a type") : scanner.Value() as string;
                break;
            case "f":
                e.Name = scanner.Peek() == ':' ? scanner.Name("an operation") : scanner.Value() as string;
                break;
            case "key":
                e.Key = scanner.RecurringValue();
                break;
            case "value":
                e.Value = scanner.Value();
                break;
            case "time":
                e.Time = scanner.Value() is long time ? time : throw scanner.Wrong(":time is no whole number of nanoseconds");
                break;
            case "error":
                e.HasError = scanner.Value() is not null;
                break;
            default:
                scanner.Value();
                break;
        }
    }

    internal static void ReadProcess(EdnScanner scanner, FileEvent e)
    {
        var process = scanner.RecurringValue();
        if (process is long and >= int.MinValue and <= int.MaxValue) e.Process = (int)(long)process;
        else if (process is string other) e.Other = other;
        else throw scanner.Wrong("The process is no whole number of 32 bits");
    }
}
