using Katas.Engine.Reporting;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>A step of a run as a sentence without its full stop.</summary>
internal static class StepWords
{
    public static string Of(Trace trace, int number)
    {
        var step = trace.Events[number];
        var (node, peer) = (Name(trace, step.Node), Name(trace, step.Peer));
        var isValue = step.Kind is TraceKind.Send or TraceKind.Deliver or TraceKind.Invoke or TraceKind.Return;
        var data = isValue ? Show.Value(step.Data) : step.Data?.ToString();
        return What() + $" at {Show.Milliseconds(step.Time)} ms";

        string What() => step.Kind switch
        {
            TraceKind.Start => $"{node} starts (start {data})",
            TraceKind.Send => $"{node} sends {data} to {peer}",
            TraceKind.Deliver => $"{data} from {peer} arrives at {node}",
            TraceKind.Lose => $"a message from {node} to {peer} is lost ({data})",
            TraceKind.Timer => $"a timer of {node} fires",
            TraceKind.Observe => $"{node} observes {step.Data}",
            TraceKind.Disk => $"{node}: {data}",
            TraceKind.Invoke => $"{node} calls {data}",
            TraceKind.Return => $"{node} is answered {data}",
            TraceKind.FaultBegins => $"{data} begins",
            TraceKind.FaultEnds => $"{data} ends",
            TraceKind.Heal => "all faults end",
            _ => $"{step.Kind} {data}",
        };
    }

    private static string Name(Trace trace, int index) => index < 0 ? "" : trace.Nodes[index].Name;
}
