using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Histories.Files;

/// <summary>Writes the events of a history in the order of their times, one a line.</summary>
internal sealed class JsonEventWriter(History history, TextWriter writer)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Dictionary<int, string> _leftOpen = [];
    private string? _clock;

    /// <summary>Writes all.</summary>
    public void Write()
    {
        var events = Ordered();
        // Places that only count the lines say nothing that the lines do not.
        var counts = history.Unit == TimeUnit.Position && events.Select((e, i) => e.At == i).All(right => right);
        _clock = counts ? null : history.Unit == TimeUnit.Position ? "position" : "time";
        foreach (var (at, operation, isCall) in events)
        {
            if (isCall) WriteCall(operation, at);
            else WriteReturn(operation, at);
        }

        foreach (var note in history.Annotations) WriteNote(note);
    }

    /// <summary>At one instant in the order of the calls, so that a client's return comes before its next call.</summary>
    private List<(long At, Operation Operation, bool IsCall)> Ordered()
    {
        var calls = history.Operations.Select(operation => (At: operation.Invoked, operation, IsCall: true));
        var returns = history.Operations.Where(operation => operation.Ending != Ending.Open)
            .Select(operation => (At: operation.Returned, operation, IsCall: false));
        return [.. calls.Concat(returns).OrderBy(e => e.At).ThenBy(e => e.operation.Index).ThenByDescending(e => e.IsCall)];
    }

    private void WriteCall(Operation operation, long at)
    {
        var call = operation.Input as Call ?? throw new HistoryException(
            $"The input {operation.Input} is a {operation.Input.GetType().Name}; a file holds Calls: a name and an argument.");
        if (_leftOpen.Remove(operation.Client, out var open)) Write(json => Begin(json, operation.Client, "info", open));
        if (operation.Ending == Ending.Open) _leftOpen.Add(operation.Client, call.Name);
        Write(json =>
        {
            Begin(json, operation.Client, "invoke", call.Name);
            if (call.Key is not null) WriteValue(json, "key", call.Key);
            if (call.Argument is not null) WriteValue(json, "value", call.Argument);
            if (_clock is not null) json.WriteNumber(_clock, at);
        });
    }

    private void WriteReturn(Operation operation, long at)
    {
        var call = (Call)operation.Input;
        var output = Values.Normalise(operation.Output);
        Write(json =>
        {
            Begin(json, operation.Client, "ok", call.Name);
            if (call.Key is not null) WriteValue(json, "key", call.Key);
            if (operation.Ending == Ending.ResultUnknown) json.WriteBoolean("unknown", true);
            // Where the rules of the vocabulary would read something else, the answer is written as it stands.
            else if (!Equals(CallVocabulary.Output(call, output), output)) WriteValue(json, "output", output);
            else if (output is not null) WriteValue(json, "value", output);
            if (_clock is not null) json.WriteNumber(_clock, at);
        });
    }

    private void WriteNote(Annotation note) => Write(json =>
    {
        json.WriteString("type", "note");
        json.WriteString("text", note.Text);
        json.WriteNumber("from", note.From);
        json.WriteNumber("to", note.To);
        if (note.Client is { } client) json.WriteNumber("process", client);
    });

    private void Write(Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
        writer.Write('\n');
    }

    private static void Begin(Utf8JsonWriter json, int client, string type, string name)
    {
        json.WriteNumber("process", client);
        json.WriteString("type", type);
        json.WriteString("f", name);
    }

    private static void WriteValue(Utf8JsonWriter json, string member, object? value)
    {
        json.WritePropertyName(member);
        WriteValue(json, value);
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double real when double.IsFinite(real):
                json.WriteRawValue(Real(real));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case Sequence<object?> items:
                json.WriteStartArray();
                foreach (var item in items) WriteValue(json, item);
                json.WriteEndArray();
                break;
            default:
                throw new HistoryException(
                    $"JSON has no form for {value}, which is a {value.GetType().Name}. It has one for whole and real numbers, " +
                    "texts, true, false, null and lists of these.");
        }
    }

    /// <summary>With a point, so that it is read back as the real number that it is.</summary>
    private static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
    }
}
