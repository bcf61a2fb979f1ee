using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>The steps of a run from which its violation can have come: no other step can have had a part in it.</summary>
/// <remarks>
/// <para>Happens-before (Lamport, CACM 1978): the order of the steps of each machine, the sending before the arrival, the setting
/// of a timer before its firing.</para>
/// <para>That order knows nothing of what did not happen. A message that was lost on its way to a machine of the cone, before
/// that machine's last step in it, belongs to the cone too, and so does a fault of the network: the election that a lost
/// heartbeat would have prevented has no path to it.</para>
/// </remarks>
internal sealed class CausalCone
{
    private readonly bool[] _inside;

    private CausalCone(SimulatedRun run)
    {
        Order = new MachineOrder(run.Trace);
        Fates = new MessageFates(run);
        Roots = ViolationRoots.Of(run, Order);
        _inside = new bool[run.Trace.Events.Count];
        foreach (var root in Roots) _inside[root] = true;
        for (var step = Roots.Count == 0 ? -1 : Roots[^1]; step >= 0; step--)
            if (_inside[step]) Enter(step);
        AddWhatWasMissing();
        Steps = [.. Enumerable.Range(0, _inside.Length).Where(step => _inside[step])];
    }

    public MachineOrder Order { get; }

    public MessageFates Fates { get; }

    /// <summary>The steps that the violation is about, in their order.</summary>
    public IReadOnlyList<int> Roots { get; }

    /// <summary>All steps of the cone, in their order.</summary>
    public IReadOnlyList<int> Steps { get; }

    private IReadOnlyList<TraceEvent> Events => Order.Trace.Events;

    /// <summary>The cone of what went wrong in a run; of its last step if nothing did.</summary>
    public static CausalCone Of(SimulatedRun run) => new(run);

    /// <summary>Whether a step belongs to it.</summary>
    public bool Contains(int step) => _inside[step];

    private void Enter(int step)
    {
        if (Order.Previous(step) is >= 0 and var before) _inside[before] = true;
        if (Events[step].Cause is >= 0 and var cause) _inside[cause] = true;
    }

    private void AddWhatWasMissing()
    {
        if (Roots.Count == 0) return;
        var ends = new int[Order.Trace.Nodes.Count];
        Array.Fill(ends, -1);
        foreach (var step in Events)
            if (step.Node >= 0 && _inside[step.Number]) ends[step.Node] = step.Number;
        foreach (var step in Events.Take(Roots[^1] + 1))
        {
            if (step.Kind == TraceKind.Lose && step.Number < ends[step.Peer])
                _inside[step.Number] = _inside[step.Cause] = true;
            else if (step is { Node: < 0, Kind: TraceKind.FaultBegins or TraceKind.FaultEnds } && Concerns(step.Data, ends))
                _inside[step.Number] = true;
        }
    }

    private bool Concerns(object? fault, int[] ends)
    {
        var present = Order.Trace.Nodes.Where((_, node) => ends[node] >= 0).ToList();
        return fault switch
        {
            PartitionFault cut => present.Any(from => present.Any(to => cut.Cuts(from, to))),
            ClogFault clog => present.Contains(clog.From) && present.Contains(clog.To),
            _ => true,
        };
    }
}
