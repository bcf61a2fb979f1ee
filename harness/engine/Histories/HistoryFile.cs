namespace Katas.Engine.Histories;

/// <summary>The forms of files that hold histories.</summary>
public enum HistoryFormat
{
    /// <summary>A log that Jepsen wrote.</summary>
    Jepsen,

    /// <summary>Extensible data notation, as Jepsen stores histories.</summary>
    Edn,

    /// <summary>JSON lines, or one array.</summary>
    Json,
}

/// <summary>Reads histories from files.</summary>
public static class HistoryFile
{
    private const int Glance = 512;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its form; <see langword="null"/>: guessed from its beginning, else from its name.</param>
    /// <exception cref="HistoryException">It is not a history; the message names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static History Read(string path, HistoryFormat? format = null)
    {
        using var reader = new StreamReader(path);
        return (format ?? Guess(path)) switch
        {
            HistoryFormat.Jepsen => JepsenLogReader.Read(reader),
            HistoryFormat.Edn => EdnHistoryReader.Read(reader),
            HistoryFormat.Json => JsonHistory.Read(reader),
            _ => throw new HistoryException(
                "Line 1: This is no form of a history that is known. A right line is one of these: " +
                $"{JepsenLogReader.Example} or {EdnHistoryReader.Example} or {JsonHistory.Example}"),
        };
    }

    /// <summary>The form that a file seems to have; <see langword="null"/>: cannot be told.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static HistoryFormat? Guess(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[Glance];
        var beginning = buffer.AsSpan(0, reader.ReadBlock(buffer)).TrimStart();
        return FromText(beginning) ?? FromName(path, beginning.IsEmpty);
    }

    private static HistoryFormat? FromText(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("#jepsen") || text.StartsWith(";")) return HistoryFormat.Edn;
        var inner = text.TrimStart("[ \t\r\n");
        if (inner.StartsWith("{"))
        {
            return inner[1..].TrimStart() switch
            {
                ['"' or '}', ..] => HistoryFormat.Json,
                [':', ..] => HistoryFormat.Edn,
                _ => null,
            };
        }

        var end = text.IndexOf('\n');
        return (end < 0 ? text : text[..end]).Contains("jepsen.", StringComparison.Ordinal) ? HistoryFormat.Jepsen : null;
    }

    /// <summary>An empty file is an empty history, whatever its name.</summary>
    private static HistoryFormat? FromName(string path, bool isEmpty) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".edn" => HistoryFormat.Edn,
        ".json" or ".jsonl" => HistoryFormat.Json,
        ".log" => HistoryFormat.Jepsen,
        _ => isEmpty ? HistoryFormat.Json : null,
    };
}
