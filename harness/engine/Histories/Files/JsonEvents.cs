using System.Text;
using System.Text.Json;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Histories.Files;

/// <summary>Reads the events of a JSON history.</summary>
/// <param name="assembler">Takes them.</param>
internal sealed class JsonEvents(EventAssembler assembler)
{
    private readonly FileEvent _event = new();
    private readonly Names _names = new();
    private byte[] _bytes = new byte[256];
    private char[] _chars = new char[64];
    private string? _text;
    private long _from;
    private long _to;

    /// <summary>The history of all that was read.</summary>
    public History Build() => assembler.Build();

    /// <summary>Reads a line that holds one event.</summary>
    public void ReadLine(ReadOnlySpan<char> line, int number)
    {
        var size = Encoding.UTF8.GetMaxByteCount(line.Length);
        if (_bytes.Length < size) _bytes = new byte[size];
        var reader = new Utf8JsonReader(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(line, _bytes)));
        // An InvalidOperationException: half of a surrogate pair, which is no text.
        try
        {
            reader.Read();
            ReadEvent(ref reader, number);
            if (reader.Read()) throw assembler.Wrong(number, "There is one event on a line");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw assembler.Wrong(number, $"This is not JSON: {What(e)}");
        }
    }

    /// <summary>Reads a text that is one array of events.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The line on which it begins.</param>
    public void ReadArray(string text, int number)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(bytes);
        var (line, counted) = (number, 0);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var at = (int)reader.TokenStartIndex;
                line += bytes.AsSpan(counted, at - counted).Count((byte)'\n');
                counted = at;
                ReadEvent(ref reader, line);
            }

            if (reader.Read()) throw assembler.Wrong(line, "Something follows the array of events");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var seen = e is JsonException { LineNumber: { } at } ? number + (int)at : line;
            throw assembler.Wrong(seen, $"This is not JSON: {What(e)}");
        }
    }

    private void ReadEvent(ref Utf8JsonReader reader, int line)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw assembler.Wrong(line, "An event is an object");
        _event.Begin(line);
        (_text, _from, _to) = (null, 0, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject) ReadMember(ref reader, line);
        if (_event.Type != "note") assembler.Add(_event);
        else if (_text is null) throw assembler.Wrong(line, "The note has no text");
        else assembler.Add(new Annotation(_text, _from, Math.Max(_from, _to), _event.Process));
    }

    private void ReadMember(ref Utf8JsonReader reader, int line)
    {
        if (reader.ValueTextEquals("process"u8)) ReadProcess(ref reader, line);
        else if (reader.ValueTextEquals("type"u8)) _event.Type = Text(ref reader, "type", line);
        else if (reader.ValueTextEquals("f"u8)) _event.Name = Text(ref reader, "f", line);
        else if (reader.ValueTextEquals("key"u8)) _event.Key = Value(ref reader, line);
        else if (reader.ValueTextEquals("value"u8)) _event.Value = Value(ref reader, line);
        else if (reader.ValueTextEquals("output"u8)) (_event.Value, _event.IsExact) = (Value(ref reader, line), true);
        else if (reader.ValueTextEquals("unknown"u8)) _event.IsUnknown = Value(ref reader, line) is true;
        else if (reader.ValueTextEquals("time"u8)) _event.Time = Whole(ref reader, "time", line);
        else if (reader.ValueTextEquals("position"u8)) _event.Position = Whole(ref reader, "position", line);
        else if (reader.ValueTextEquals("error"u8)) _event.HasError = Value(ref reader, line) is not null;
        else if (reader.ValueTextEquals("text"u8)) _text = Text(ref reader, "text", line);
        else if (reader.ValueTextEquals("from"u8)) _from = Whole(ref reader, "from", line);
        else if (reader.ValueTextEquals("to"u8)) _to = Whole(ref reader, "to", line);
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadProcess(ref Utf8JsonReader reader, int line)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) _event.Other = Name(ref reader);
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var process)) _event.Process = process;
        else throw assembler.Wrong(line, "The process is no whole number of 32 bits");
    }

    private string Text(ref Utf8JsonReader reader, string member, int line)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? Name(ref reader) : throw assembler.Wrong(line, $"{member} is no text");
    }

    private long Whole(ref Utf8JsonReader reader, string member, int line)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
            ? number
            : throw assembler.Wrong(line, $"{member} is no whole number");
    }

    private object? Value(ref Utf8JsonReader reader, int line)
    {
        reader.Read();
        return Current(ref reader, line);
    }

    private object? Current(ref Utf8JsonReader reader, int line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.Number: return Number(ref reader, line);
            case JsonTokenType.StartArray:
                List<object?> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Current(ref reader, line));
                return items;
            default: throw assembler.Wrong(line, "A value is a number, a text, true, false, null or an array of such");
        }
    }

    private object Number(ref Utf8JsonReader reader, int line)
    {
        if (reader.TryGetInt64(out var whole)) return Values.Box(whole);
        var isReal = reader.ValueSpan.IndexOfAny(".eE"u8) >= 0;
        return isReal && reader.TryGetDouble(out var real) && double.IsFinite(real)
            ? real
            : throw assembler.Wrong(line, $"{Encoding.UTF8.GetString(reader.ValueSpan)} is no number of at most 64 bits");
    }

    private string Name(ref Utf8JsonReader reader)
    {
        if (_chars.Length < reader.ValueSpan.Length) _chars = new char[reader.ValueSpan.Length];
        return _names.Of(_chars.AsSpan(0, reader.CopyString(_chars)));
    }

    /// <summary>The framework's words without its counting of lines and bytes.</summary>
    private static string What(Exception e) => e.Message.Split(". ")[0].Split(" LineNumber:")[0].TrimEnd('.');
}
