namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Finds where a trace goes from one thread to another, and why.</summary>
internal static class Switches
{
    /// <summary>The thread could have gone on.</summary>
    public const string Preempted = "** switch **";

    /// <summary>The thread has no further step.</summary>
    public const string Ended = "** ended **";

    private static readonly string[] GivesWay = ["waits", "awaits", "yields", "sleeps"];

    /// <summary>The thread that made no more step just before this one, and how the table marks it; null for none.</summary>
    /// <remarks>A thread that waits, awaits or yields says so in its own step, and gets no mark besides.</remarks>
    public static (int Thread, string Mark)? Before(IReadOnlyList<TraceStep> trace, int index)
    {
        if (index == 0 || trace[index - 1].Thread == trace[index].Thread)
            return null;
        var before = trace[index - 1];
        if (Array.Exists(GivesWay, verb => before.Text.StartsWith(verb, StringComparison.Ordinal)))
            return null;
        return (before.Thread, trace.Skip(index).Any(s => s.Thread == before.Thread) ? Preempted : Ended);
    }
}
