using Katas.Engine.Reporting.Histories;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>All that a row of a diagram stands for, for tooltips: messages whole, and the times of both ends.</summary>
internal static class StepTitles
{
    private const int Longest = 1000;

    public static string Of(SimulatedRun run, StoryRow row)
    {
        var parts = row.Locals.Select(step => Step(run, step));
        if (row.Arrow == Arrow.None) return Labels.Cut(string.Join("; ", parts), Longest);
        var nodes = run.Trace.Nodes;
        var to = string.Join(", ", row.To.Select(node => nodes[node]));
        var many = row.Count > 1 ? $"{row.Count} messages, the first: " : "";
        var message = $"{many}{nodes[row.From]} -> {to}: {Whole(row.Message.Data)}, sent at "
            + $"{Show.Milliseconds(row.Message.Time)} ms";
        var end = run.Trace.Events.Skip(row.Message.Number + 1).FirstOrDefault(step => step.Cause == row.Message.Number
            && step.Kind is TraceKind.Deliver or TraceKind.Lose);
        message += end.Kind switch
        {
            TraceKind.Deliver => $", arrives at {Show.Milliseconds(end.Time)} ms",
            TraceKind.Lose => $", lost: {StepWords.Reason(end.Data)}",
            _ => ", still under way at the end",
        };
        return Labels.Cut(string.Join("; ", parts.Prepend(message)), Longest);
    }

    private static string Step(SimulatedRun run, TraceEvent step)
    {
        var who = step.Node < 0 ? "" : $"{run.Trace.Nodes[step.Node]}: ";
        var what = step.Data switch
        {
            Fault fault => fault.ToString(),
            Observation said => $"{said.Name} = {Whole(said.Value)}",
            _ => StepWords.Local(step, Longest),
        };
        return $"{who}{what} at {Show.Milliseconds(step.Time)} ms (step {step.Number})";
    }

    private static string Whole(object? value) => StepWords.Message(value, Longest);
}
