using Katas.Engine.Histories;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>A run written by hand, a step at each millisecond, for diagrams of what no small cluster does.</summary>
internal sealed class TraceStory(params string[] nodes)
{
    private readonly Trace _trace = new([.. nodes.Select(node => new NodeId(node))]);
    private readonly List<Fault> _happened = [];
    private int _time;

    public int Add(TraceKind kind, string node, string? peer = null, int cause = -1, object? data = null) => _trace.Add(
        TimeSpan.FromMilliseconds(_time++), kind, Index(node), peer is null ? -1 : Index(peer), cause, data, 0);

    public int Send(string from, string to, object message) => Add(TraceKind.Send, from, to, data: message);

    public int Deliver(int send) => Add(
        TraceKind.Deliver, nodes[_trace.Events[send].Peer], nodes[_trace.Events[send].Node], send, _trace.Events[send].Data);

    public int Lose(int send, string why) => Add(
        TraceKind.Lose, nodes[_trace.Events[send].Node], nodes[_trace.Events[send].Peer], send, why);

    /// <summary>At the time of the step before, as what a machine says when a message comes.</summary>
    public int Observe(string node, string name, object value)
    {
        var time = TimeSpan.FromMilliseconds(--_time);
        return Add(TraceKind.Observe, node, data: new Observation(time, new NodeId(node), 1, name, value));
    }

    public int Disk(string node, string what)
    {
        _time--;
        return Add(TraceKind.Disk, node, data: what);
    }

    public void Begin(string node, Fault fault)
    {
        _happened.Add(fault);
        Add(TraceKind.FaultBegins, node, data: fault);
    }

    /// <summary>The run, in which a promise broke at its last step.</summary>
    public SimulatedRun Broken(string evidence) => new(
        new RunPlan(1), _trace,
        new SimulationFailure(SimulationFinding.PropertyBroken, "nothing breaks", evidence, TimeSpan.FromMilliseconds(_time))
        {
            Step = _trace.Events.Count - 1,
        },
        _happened, new HistoryBuilder(TimeUnit.Nanosecond).Build());

    private int Index(string node) => Array.IndexOf(nodes, node);
}
