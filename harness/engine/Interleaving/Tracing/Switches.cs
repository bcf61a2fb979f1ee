namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Finds where a trace takes the processor from a thread that could have gone on.</summary>
internal static class Switches
{
    /// <summary>The thread that was preempted just before the step; null when none was.</summary>
    /// <remarks>A thread that waits, yields or has no step left gave the processor away itself.</remarks>
    public static int? IsPreempted(IReadOnlyList<TraceStep> trace, int index)
    {
        if (index == 0 || trace[index - 1].Thread == trace[index].Thread)
            return null;
        var before = trace[index - 1];
        var gaveWay = before.Text.StartsWith("waits for", StringComparison.Ordinal)
            || before.Text.StartsWith("yields", StringComparison.Ordinal);
        return !gaveWay && trace.Skip(index).Any(s => s.Thread == before.Thread) ? before.Thread : null;
    }
}
