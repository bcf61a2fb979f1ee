using Katas.Engine.Simulation.Faults;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>What happened to the messages of a run: that one came late, or twice, is no step of the trace.</summary>
internal sealed class MessageFates
{
    private readonly Dictionary<int, MessageFault> _bySend = [];

    public MessageFates(SimulatedRun run)
    {
        Dictionary<(NodeId, NodeId, int), MessageFault> faults = [];
        foreach (var fault in run.Happened.OfType<MessageFault>()) faults[(fault.From, fault.To, fault.Number)] = fault;
        if (faults.Count == 0) return;
        var nodes = run.Trace.Nodes;
        Dictionary<(int, int), int> sent = [];
        foreach (var send in run.Trace.Events.Where(step => step.Kind == TraceKind.Send))
        {
            var number = sent[(send.Node, send.Peer)] = sent.GetValueOrDefault((send.Node, send.Peer)) + 1;
            if (faults.TryGetValue((nodes[send.Node], nodes[send.Peer], number), out var fault)) _bySend[send.Number] = fault;
        }
    }

    /// <summary>The fault that hit the message of a sending; null for none.</summary>
    public MessageFault? Of(int send) => _bySend.GetValueOrDefault(send);

    /// <summary>Whether a fault made it late.</summary>
    public bool IsLate(int send) => Of(send) is { Fate: FaultClass.Delay };
}
