using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>The steps of a trace machine by machine, and what set each of them going.</summary>
internal sealed class MachineOrder
{
    private readonly int[] _previous;
    private readonly int[] _next;
    private readonly int[] _last;

    public MachineOrder(Trace trace)
    {
        Trace = trace;
        _previous = new int[trace.Events.Count];
        _next = new int[trace.Events.Count];
        _last = new int[trace.Nodes.Count];
        foreach (var places in new[] { _previous, _next, _last }) Array.Fill(places, -1);
        foreach (var step in trace.Events.Where(step => step.Node >= 0))
        {
            _previous[step.Number] = _last[step.Node];
            if (_last[step.Node] >= 0) _next[_last[step.Node]] = step.Number;
            _last[step.Node] = step.Number;
        }
    }

    public Trace Trace { get; }

    /// <summary>The machine's step before this one; -1 for none.</summary>
    public int Previous(int step) => _previous[step];

    /// <summary>The machine's last step; -1 for none.</summary>
    public int Last(int node) => _last[node];

    /// <summary>The machine's steps before this one, the nearest first.</summary>
    public IEnumerable<TraceEvent> Before(int step)
    {
        for (var at = _previous[step]; at >= 0; at = _previous[at]) yield return Trace.Events[at];
    }

    /// <summary>The machine's steps after this one, the nearest first.</summary>
    public IEnumerable<TraceEvent> After(int step)
    {
        for (var at = _next[step]; at >= 0; at = _next[at]) yield return Trace.Events[at];
    }

    /// <summary>What set the machine going when it made this step: an arrival, a timer, a start, the end of a pause.</summary>
    /// <remarks>The trace does not say which message the program had in hand: it is taken to be the last that arrived.</remarks>
    public int Trigger(int step)
    {
        foreach (var before in Before(step))
            if (SetsGoing(before)) return before.Number;
        return -1;
    }

    /// <summary>Whether a machine's program goes on because of it.</summary>
    public static bool SetsGoing(TraceEvent step) => step.Kind is TraceKind.Deliver or TraceKind.Timer or TraceKind.Start
        || step is { Kind: TraceKind.FaultEnds, Data: PauseFault };
}
