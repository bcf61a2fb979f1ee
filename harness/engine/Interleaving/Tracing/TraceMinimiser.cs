using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Leaves out the steps that no other thread could notice.</summary>
/// <remarks>
/// A lock that one thread alone took is left out too, unless other threads lock something else at the same line: a gate
/// of each thread's own, as in <c>lock (new object())</c>, is the cause of the failure and must be seen.
/// </remarks>
internal static class TraceMinimiser
{
    private const string Yields = "yields";

    public static IEnumerable<TraceEvent> Minimise(IReadOnlyList<TraceEvent> trace, Touches touches)
    {
        var sharedLines = trace.Where(e => e.Site.Kind == SiteKind.Synchronisation)
            .GroupBy(e => e.Site).Where(g => g.Select(e => e.Thread).Distinct().Count() > 1)
            .Select(g => g.Key).ToHashSet();
        var kept = trace.Where((e, i) => e.Verb == Yields
            ? i + 1 < trace.Count && trace[i + 1].Thread != e.Thread
            : !e.Location.IsKnown || e.Verb.StartsWith("waits", StringComparison.Ordinal)
                || touches.AreConflicting(e.Location) || sharedLines.Contains(e.Site)).ToList();
        kept = WithoutIdleStarts(kept);
        if (kept.Count == 0)
            kept = WithoutIdleStarts([.. trace]);
        // Work that had not begun when it was asked for is all that there is to show.
        return kept.Count > 0 ? kept : trace;
    }

    /// <summary>Who starts a thread that does nothing worth a row has done nothing worth a row.</summary>
    private static List<TraceEvent> WithoutIdleStarts(List<TraceEvent> steps)
    {
        var seen = steps.Where(e => e.Started < 0).Select(e => e.Thread).ToHashSet();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            // A thread may be started for the sake of one that it starts in turn.
            if (steps[i].Started >= 0 && seen.Contains(steps[i].Started))
                seen.Add(steps[i].Thread);
        }

        return [.. steps.Where(e => e.Started < 0 || seen.Contains(e.Started))];
    }
}
