using Katas.Engine.Histories;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Running;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Walks a path once more, and writes it down as steps for people and as a run for the diagrams.</summary>
internal sealed class PathTrace(Universe universe, Moves moves)
{
    private readonly Dictionary<int, Queue<(int Send, int Number)>> _sends = [];
    private readonly Dictionary<(int From, int To), int> _sent = [];
    private readonly Dictionary<(int Node, string Timer), int> _timers = [];
    private readonly int[] _starts = new int[universe.Nodes.Length];
    private TimeSpan _now;

    public Trace Trace { get; } = new(universe.Everybody);

    /// <summary>The run, which failed at its last step: at what was observed there, if anything was.</summary>
    public SimulatedRun Run(SimulationFinding finding, string property, string evidence, Exception? thrown)
    {
        var last = Trace.Events.Where(step => step.Time == _now).ToList();
        var observed = last.FindLastIndex(each => each.Kind == TraceKind.Observe);
        var step = observed >= 0 ? last[observed] : last[^1];
        var failure = new SimulationFailure(finding, property, evidence, _now)
        {
            Step = step.Number, Exception = thrown, Node = step.Node < 0 ? null : Trace.Nodes[step.Node],
        };
        return new SimulatedRun(new RunPlan(0), Trace, failure, [], new HistoryRecorder().ToHistory()) { Length = _now };
    }

    public IReadOnlyList<ExhaustiveStep> Walk(IReadOnlyList<Move> path)
    {
        var state = new GlobalState(universe.Nodes.Length);
        moves.Begin(state);
        for (var node = 0; node < universe.Nodes.Length; node++)
            Start(node, moves.Started(node, saved: 0));
        List<ExhaustiveStep> steps = [];
        foreach (var move in path)
        {
            _now += TimeSpan.FromMilliseconds(1);
            var step = Describe(move, state);
            Outcome? outcome = null;
            try
            {
                outcome = moves.Do(move, state);
            }
            catch (HandlerFault)
            {
                // The path ends here: this is what was found.
            }

            steps.Add(step with { Effects = outcome?.Step.Effects ?? [] });
            Write(move, outcome);
        }

        return steps;
    }

    private ExhaustiveStep Describe(Move move, GlobalState state)
    {
        var (kind, node, item) = move;
        var id = universe.Nodes[node];
        switch (kind)
        {
            case ExhaustiveStepKind.Timeout:
                return new ExhaustiveStep(kind, id, null, universe.Timers[item]);
            case ExhaustiveStepKind.Crash:
                return new ExhaustiveStep(kind, id, null, universe.Saved[universe.Locals[state.Locals[node]].Saved].Value);
            default:
                var (from, _, message) = universe.Show(kind == ExhaustiveStepKind.Client ? universe.Injected[item] : item);
                return new ExhaustiveStep(kind, id, from, message);
        }
    }

    private void Write(Move move, Outcome? outcome)
    {
        var (kind, node, item) = move;
        switch (kind)
        {
            case ExhaustiveStepKind.Client:
                Send(universe.Injected[item]);
                Act(node, Deliver(universe.Injected[item], stays: false), outcome);
                break;
            case ExhaustiveStepKind.Deliver or ExhaustiveStepKind.Duplicate:
                Act(node, Deliver(item, stays: kind == ExhaustiveStepKind.Duplicate), outcome);
                break;
            case ExhaustiveStepKind.Timeout:
                var name = universe.Timers[item];
                Act(node, Add(TraceKind.Timer, node, cause: _timers[(node, name)], data: name), outcome);
                break;
            case ExhaustiveStepKind.Crash:
                var crash = new CrashFault(universe.Nodes[node], _now, TimeSpan.Zero, FaultClass.Crash);
                Add(TraceKind.FaultBegins, node, data: crash);
                Add(TraceKind.FaultEnds, node, data: crash);
                Start(node, outcome);
                break;
            default:
                Lose(item);
                break;
        }
    }

    private void Start(int node, Outcome? outcome) =>
        Act(node, Add(TraceKind.Start, node, data: ++_starts[node]), outcome);

    private void Lose(int flight)
    {
        var (from, to, _) = universe.Flights[flight];
        var (send, number) = _sends[flight].Dequeue();
        var drop = new MessageFault(universe.Everybody[from], universe.Everybody[to], number, FaultClass.Drop, TimeSpan.Zero);
        Add(TraceKind.Lose, from, to, send, drop);
    }

    private int Deliver(int flight, bool stays)
    {
        var (from, to, payload) = universe.Flights[flight];
        var sends = _sends[flight];
        return Add(TraceKind.Deliver, to, from, (stays ? sends.Peek() : sends.Dequeue()).Send, universe.Payloads[payload]);
    }

    private void Send(int flight)
    {
        var (from, to, payload) = universe.Flights[flight];
        var number = _sent[(from, to)] = _sent.GetValueOrDefault((from, to)) + 1;
        if (!_sends.TryGetValue(flight, out var sends)) _sends.Add(flight, sends = []);
        sends.Enqueue((Add(TraceKind.Send, from, to, data: universe.Payloads[payload]), number));
    }

    /// <summary>What a machine does in one step, in the order of its effects.</summary>
    private void Act(int node, int cause, Outcome? outcome)
    {
        foreach (var effect in outcome?.Step.Effects ?? [])
        {
            switch (effect)
            {
                case SendEffect send:
                    var flight = universe.Message(node, universe.IndexOf(send.To), send.Message);
                    Send(flight);
                    if (universe.IndexOf(send.To) >= universe.Nodes.Length) Deliver(flight, stays: false);
                    break;
                case SetTimerEffect set:
                    _timers[(node, set.Name)] = cause;
                    break;
                case SaveEffect save:
                    Add(TraceKind.Disk, node, data: $"save {Show.Value(save.Value)}");
                    break;
                case ObserveEffect seen:
                    Add(TraceKind.Observe, node,
                        data: new Observation(_now, universe.Nodes[node], _starts[node], seen.Name, seen.Value));
                    break;
            }
        }
    }

    private int Add(TraceKind kind, int node, int peer = -1, int cause = -1, object? data = null) =>
        Trace.Add(_now, kind, node, peer, cause, data, StructuralHash.Of(data));
}
