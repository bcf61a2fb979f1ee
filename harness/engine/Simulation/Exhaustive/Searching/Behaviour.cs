using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>What a machine does with an event: asked of its handler once, and known from then on.</summary>
/// <param name="Local">What becomes of the machine.</param>
/// <param name="Flights">The messages that it sends to machines.</param>
/// <param name="Facts">What it tells that is to be remembered.</param>
/// <param name="Step">The handler's answer.</param>
internal sealed record Outcome(int Local, int[] Flights, int[] Facts, Step Step);

/// <summary>The handlers of all machines, as a table that fills while it is asked.</summary>
internal sealed class Behaviour(HandlerScenario scenario, Universe universe)
{
    private readonly Dictionary<long, Outcome> _events = [];
    private readonly Dictionary<(int Node, int Saved), Outcome> _starts = [];
    private readonly Dictionary<object, ulong> _contents = [];
    private readonly IMessageHandler[] _handlers = [.. scenario.Handlers.Select(node => node.Create(node.Id))];

    /// <summary>A machine starts with what it saved.</summary>
    public Outcome Start(int node, int saved)
    {
        if (_starts.TryGetValue((node, saved), out var known)) return known;
        var (id, value) = (universe.Nodes[node], universe.Saved[saved].Value);
        ValueList<NodeId> peers = [.. universe.Nodes.Where(other => other != id)];
        var step = Ask(node, $"{id}.Start", call: handler => handler.Start(id, peers, value), inputs: value);
        return _starts[(node, saved)] = Apply(new Local(node, -1, saved, 0, 0), step);
    }

    /// <summary>A message arrives at the machine.</summary>
    public Outcome Receive(int local, int flight)
    {
        if (_events.TryGetValue(Key(local, flight), out var known)) return known;
        var machine = universe.Locals[local];
        var (from, _, message) = universe.Show(flight);
        var state = universe.States[machine.State];
        var place = $"{universe.Nodes[machine.Node]}.Receive({Show.Value(message)} from {from})";
        var step = Ask(machine.Node, place, handler => handler.Receive(state, from, message), state, message);
        return _events[Key(local, flight)] = Apply(machine, step);
    }

    /// <summary>A timer of the machine fires.</summary>
    public Outcome Timeout(int local, int timer)
    {
        if (_events.TryGetValue(Key(local, ~timer), out var known)) return known;
        var machine = universe.Locals[local];
        var (state, name) = (universe.States[machine.State], universe.Timers[timer]);
        var place = $"{universe.Nodes[machine.Node]}.Timeout({name})";
        var step = Ask(machine.Node, place, handler => handler.Timeout(state, name), state);
        var left = universe.TimerSets.Of(universe.TimerSets[machine.Timers].Remove(name));
        return _events[Key(local, ~timer)] = Apply(machine with { Timers = left }, step);
    }

    private static long Key(int local, int item) => ((long)local << 32) | (uint)item;

    private Step Ask(int node, string place, Func<IMessageHandler, Step> call, params object?[] inputs) =>
        new PureCall(place, inputs).Ask(
            _handlers[node], () => scenario.Handlers[node].Create(universe.Nodes[node]), call);

    private Outcome Apply(Local before, Step step)
    {
        var (timers, latest, saved) = (universe.TimerSets[before.Timers], universe.Latest[before.Latest], before.Saved);
        List<int> flights = [], facts = [];
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SendEffect send:
                    Send(before.Node, send, flights, facts);
                    break;
                case SetTimerEffect set:
                    timers = timers.Add(set.Name);
                    break;
                case StopTimerEffect stop:
                    timers = timers.Remove(stop.Name);
                    break;
                case SaveEffect save:
                    saved = universe.Saved.Of(new Maybe(Told(save.Value)));
                    break;
                case ObserveEffect seen:
                    latest = latest.Set(seen.Name, seen.Value);
                    if (universe.Facts.Wants(seen.Name)) facts.Add(universe.Facts.Of(before.Node, seen.Name, seen.Value));
                    break;
            }
        }

        var after = new Local(
            before.Node, universe.States.Of(Told(step.State)), saved, universe.TimerSets.Of(timers), universe.Latest.Of(latest));
        return new Outcome(universe.Locals.Of(after), [.. flights], [.. facts], step);
    }

    private void Send(int from, SendEffect send, List<int> flights, List<int> facts)
    {
        var to = universe.IndexOf(send.To);
        if (to < 0) throw Unknown(from, send);
        if (to < universe.Nodes.Length) flights.Add(universe.Message(from, to, Told(send.Message)));
        else if (universe.Facts.Wants(HandlerScenario.Reply))
            facts.Add(universe.Facts.Of(to, HandlerScenario.Reply, send.Message));
    }

    private HandlerFault Unknown(int from, SendEffect send)
    {
        var names = universe.Everybody.Select(id => id.Name).ToList();
        var nearest = NearestNames.To(send.To.Name ?? "", names) is [var name, ..] ? $" Did you mean {name}?" : "";
        return new HandlerFault(ExhaustiveFinding.UnknownPeer, "messages go to machines that are there",
            $"{universe.Nodes[from]} sent {Show.Value(send.Message)} to {send.To}, and there is nobody of that name.{nearest} " +
            $"There are: {string.Join(", ", names)}.");
    }

    /// <summary>The value, if no other of different content is equal to it: the search would take the two for one.</summary>
    private object Told(object value)
    {
        var content = Content.Of(value);
        if (_contents.TryAdd(value, content) || _contents[value] == content) return value;
        throw new HandlerFault(
            ExhaustiveFinding.EqualButDifferent, "states, messages and saved values differ when their contents do",
            $"Two values of type {value.GetType().Name} hold different things and are equal: {Show.Value(value)} is one of " +
            "them. Its Equals has to compare all that it holds; a record does that by itself.");
    }
}
