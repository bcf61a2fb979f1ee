using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Running;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Shrinking;

/// <summary>What makes a step of one run the same as one of another.</summary>
internal enum Likeness
{
    /// <summary>Equal data; of several the nearest in time.</summary>
    Data,

    /// <summary>The nearest in time.</summary>
    Time,

    /// <summary>As many of them come after it.</summary>
    PlaceFromTheEnd,
}

/// <summary>The steps of a run that say what they are about, by which a moment of one run is found again in another.</summary>
internal sealed class TellingSteps(Trace trace)
{
    private readonly List<TraceEvent> _steps =
    [
        .. trace.Events.Where(step => step.Kind is TraceKind.Send or TraceKind.Deliver or TraceKind.Observe or TraceKind.Invoke
            or TraceKind.Return or TraceKind.Start),
    ];

    /// <summary>The sending of the message that a fault names.</summary>
    public TraceEvent? Sent(MessageFault message) => First(_steps
        .Where(step => step.Kind == TraceKind.Send && IsOf(step.Node, message.From) && IsOf(step.Peer, message.To))
        .Skip(message.Number - 1));

    /// <summary>Which message of its link a sending is, from 1.</summary>
    public int NumberOf(TraceEvent sent) => _steps.Count(step =>
        step.Kind == TraceKind.Send && (step.Node, step.Peer) == (sent.Node, sent.Peer) && step.Number <= sent.Number);

    /// <summary>The first message that a fault keeps from its way, or that is sent to a machine that it stops.</summary>
    public TraceEvent? HitBy(Fault fault) => First(_steps.Where(step =>
        step.Kind == TraceKind.Send && step.Time >= fault.Begins && step.Time <= fault.Ends && IsHit(fault, step)));

    /// <summary>The last step before a fault on its machine; for one of links, on any.</summary>
    public TraceEvent? Before(Fault fault) => First(_steps.AsEnumerable().Reverse().Where(step =>
        step.Time <= fault.Begins && (fault.OneNode is not { } node || IsOf(step.Node, node))));

    /// <summary>The step here that is most like one of another run.</summary>
    /// <param name="others">The steps of the other run.</param>
    /// <param name="wanted">The step there.</param>
    /// <param name="by">Which of those of its kind, on its machine and with data of its type, is most like it.</param>
    public TraceEvent? Find(TellingSteps others, TraceEvent wanted, Likeness by)
    {
        var like = _steps.Where(step => IsLike(step, wanted)).ToList();
        if (by == Likeness.PlaceFromTheEnd)
        {
            var later = others._steps.Count(step => step.Number > wanted.Number && IsLike(step, wanted));
            return later < like.Count ? like[^(later + 1)] : null;
        }

        return First(like
            .Where(step => by == Likeness.Time || StructuralHash.Of(Data(step)) == StructuralHash.Of(Data(wanted)))
            .OrderBy(step => (step.Time - wanted.Time).Duration()));
    }

    private bool IsHit(Fault fault, TraceEvent sent) => fault switch
    {
        ClogFault clog => IsOf(sent.Node, clog.From) && IsOf(sent.Peer, clog.To),
        PartitionFault cut => cut.Cuts(trace.Nodes[sent.Node], trace.Nodes[sent.Peer]),
        _ => fault.OneNode is { } node && IsOf(sent.Peer, node),
    };

    private bool IsOf(int index, NodeId node) => index >= 0 && trace.Nodes[index] == node;

    private static bool IsLike(TraceEvent step, TraceEvent wanted) =>
        (step.Kind, step.Node, step.Peer) == (wanted.Kind, wanted.Node, wanted.Peer) && Equals(TypeOf(step), TypeOf(wanted));

    /// <summary>Of an observation not when it was made, which is what may differ.</summary>
    private static object? Data(TraceEvent step) =>
        step.Data is Observation observation ? (observation.Name, observation.Value).ToString() : step.Data;

    private static object? TypeOf(TraceEvent step) =>
        step.Data is Observation observation ? observation.Name : step.Data?.GetType();

    private static TraceEvent? First(IEnumerable<TraceEvent> steps)
    {
        foreach (var step in steps) return step;
        return null;
    }
}
