using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;

namespace Katas.Engine.Histories.Files;

/// <summary>Makes a history of the events of a file.</summary>
/// <param name="example">A right line, for messages.</param>
internal sealed class EventAssembler(string example)
{
    private readonly List<Annotation> _notes = [];
    private HistoryBuilder? _builder;
    private Clock _clock;

    /// <summary>What gives an event its time: the same for all events of a file.</summary>
    private enum Clock
    {
        Lines,
        Times,
        Positions,
    }

    /// <summary>Adds an event.</summary>
    /// <exception cref="HistoryException">It cannot follow on the events before it.</exception>
    public void Add(FileEvent e)
    {
        var type = e.Type ?? throw Wrong(e.Line, "The event has no type: invoke, ok, fail or info");
        if (e.Other is not null) AddFault(e);
        else if (type == "info") Builder(e).LeaveOpen(Client(e), e.Line);
        else if (type == "invoke") Builder(e).Invoke(Client(e), new Call(NameOf(e), e.Value, e.Key), At(e), e.Line);
        else if (type is "ok" or "fail") End(e, Builder(e), Client(e));
        else throw Wrong(e.Line, $"There is no event of type {type}; there are invoke, ok, fail and info");
    }

    /// <summary>Adds a note.</summary>
    public void Add(Annotation note) => _notes.Add(note);

    /// <summary>The history of all that was added.</summary>
    public History Build()
    {
        var builder = _builder ?? new HistoryBuilder();
        foreach (var note in _notes) builder.Annotate(note);
        return builder.Build();
    }

    /// <summary>A complaint about a line, with a line that would be right.</summary>
    public HistoryException Wrong(int line, string what) => Wrong(line, what, example);

    /// <inheritdoc cref="Wrong(int, string)"/>
    public static HistoryException Wrong(int line, string what, string example) =>
        new($"Line {line}: {what}. A right line: {example}");

    private void End(FileEvent e, HistoryBuilder builder, int client)
    {
        // Without an open call the builder finds the words.
        if (builder.OpenInput(client) is not Call call)
        {
            builder.Return(client, null, At(e), e.Line);
            return;
        }

        if (NameOf(e) != call.Name)
            throw Wrong(e.Line, $"Client {client} ends {e.Name}, but its open call is {call}");
        var value = Values.Normalise(e.Value);
        var failed = e.Type == "fail";
        var meaning = failed ? CallVocabulary.MeaningOfFail(call, value, e.HasError) : default;
        if (failed && meaning == FailMeaning.DidNothing) builder.Fail(client, e.Line);
        else if (e.IsUnknown || (failed && meaning == FailMeaning.ResultUnknown))
            builder.ReturnUnknown(client, At(e), e.Line);
        else if (failed) builder.Return(client, false, At(e), e.Line);
        else builder.Return(client, e.IsExact ? value : CallVocabulary.Output(call, value), At(e), e.Line);
    }

    private void AddFault(FileEvent e)
    {
        if (e.Type != "info")
        {
            throw Wrong(
                e.Line, $"The process \"{e.Other}\" is no whole number, so it is a note, and the type of a note is info");
        }

        var builder = Builder(e);
        var at = At(e) ?? builder.NextPosition();
        var who = e.Other == "nemesis" ? "" : e.Other + " ";
        _notes.Add(new Annotation($"{who}{e.Name}{(e.Value is null ? "" : $" {Show.Value(e.Value)}")}", at, at));
    }

    private HistoryBuilder Builder(FileEvent e)
    {
        if (_builder is not null) return _builder;
        _clock = e.Time is not null ? Clock.Times : e.Position is not null ? Clock.Positions : Clock.Lines;
        return _builder = new HistoryBuilder(_clock == Clock.Times ? TimeUnit.Nanosecond : TimeUnit.Position);
    }

    private long? At(FileEvent e) => _clock switch
    {
        Clock.Times => e.Time ?? throw Mixed(e, "time"),
        Clock.Positions => e.Position ?? throw Mixed(e, "position"),
        _ when e.Time is not null => throw Mixed(e, "time"),
        _ when e.Position is not null => throw Mixed(e, "position"),
        _ => null,
    };

    private HistoryException Mixed(FileEvent e, string what) =>
        Wrong(e.Line, $"Of this event and the first one of the file, only one has a {what}. Give it to all events or to none");

    private int Client(FileEvent e) => e.Process ?? throw Wrong(e.Line, "The event has no process");

    private string NameOf(FileEvent e) => e.Name ?? throw Wrong(e.Line, "The event does not name its operation (f)");
}
