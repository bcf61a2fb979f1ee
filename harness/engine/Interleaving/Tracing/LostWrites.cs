namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Finds writes that destroy another thread's write because the writer went by an older value.</summary>
internal static class LostWrites
{
    private const string Read = "read  ";
    private const string Write = "write ";

    /// <summary>A note for each step, empty for most.</summary>
    /// <remarks>Lost: T1 reads f, T2 writes f, T1 writes f. Not lost: T1 reads f once more before it writes.</remarks>
    public static string[] Notes(IReadOnlyList<TraceStep> trace)
    {
        var notes = new string[trace.Count];
        for (var i = 0; i < trace.Count; i++)
        {
            var overwritten = Place(trace[i], Write, " <- ") is { } place ? Overwritten(trace, i, place) : null;
            notes[i] = overwritten is { } thread ? $"<- overwrites T{thread + 1}" : "";
        }

        return notes;
    }

    private static int? Overwritten(IReadOnlyList<TraceStep> trace, int write, string place)
    {
        var writer = trace[write].Thread;
        int? other = null;
        for (var i = write - 1; i >= 0; i--)
        {
            var isWrite = Place(trace[i], Write, " <- ") == place;
            if (trace[i].Thread != writer && isWrite)
                other ??= trace[i].Thread;
            else if (trace[i].Thread == writer && isWrite)
                return null;
            else if (trace[i].Thread == writer && Place(trace[i], Read, " -> ") == place)
                return other;
        }

        return null;
    }

    private static string? Place(TraceStep step, string verb, string beforeValue)
    {
        if (!step.Text.StartsWith(verb, StringComparison.Ordinal))
            return null;
        var end = step.Text.IndexOf(beforeValue, StringComparison.Ordinal);
        return end < 0 ? step.Text[verb.Length..] : step.Text[verb.Length..end];
    }
}
