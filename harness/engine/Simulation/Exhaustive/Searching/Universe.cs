using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>All parts of states that were met so far, by number: a state of the cluster is a row of such numbers.</summary>
internal sealed class Universe
{
    private readonly List<int[]> _timersIn = [];

    public Universe(HandlerScenario scenario)
    {
        Nodes = [.. scenario.Handlers.Select(node => node.Id)];
        Everybody = [.. Nodes, .. scenario.Injections.Select(injection => injection.From).Distinct()];
        Facts = new FactBook(scenario.Remembered, this);
        Saved.Of(new Maybe(null));
        TimerSets.Of(ValueSet<string>.Empty);
        Latest.Of(ValueMap<string, object?>.Empty);
        Injected = [.. scenario.Injections.Select(sent => Message(IndexOf(sent.From), IndexOf(sent.To), sent.Message))];
    }

    public NodeId[] Nodes { get; }

    /// <summary>The machines, then the clients.</summary>
    public NodeId[] Everybody { get; }

    public Interner<object> States { get; } = new();

    /// <summary>Number 0: nothing was saved.</summary>
    public Interner<Maybe> Saved { get; } = new();

    public Interner<string> Timers { get; } = new();

    /// <summary>Number 0 is the empty set.</summary>
    public Interner<ValueSet<string>> TimerSets { get; } = new();

    /// <summary>Number 0: nothing was observed.</summary>
    public Interner<ValueMap<string, object?>> Latest { get; } = new();

    public Interner<Local> Locals { get; } = new();

    public Interner<object> Payloads { get; } = new();

    public Interner<Flight> Flights { get; } = new();

    public FactBook Facts { get; }

    /// <summary>The clients' messages, as flights.</summary>
    public int[] Injected { get; }

    /// <summary>The index of a machine or client; -1 if there is none of that name.</summary>
    public int IndexOf(NodeId id) => Array.IndexOf(Everybody, id);

    public int Message(int from, int to, object message) => Flights.Of(new Flight(from, to, Payloads.Of(message)));

    /// <summary>The timers of a set, by number.</summary>
    public int[] TimersIn(int set)
    {
        for (var next = _timersIn.Count; next <= set; next++) _timersIn.Add([.. TimerSets[next].Select(Timers.Of)]);
        return _timersIn[set];
    }

    public MessageUnderWay Show(int flight)
    {
        var (from, to, payload) = Flights[flight];
        return new MessageUnderWay(Everybody[from], Everybody[to], Payloads[payload]);
    }
}
