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
            : !e.Location.IsKnown || touches.AreConflicting(e.Location) || sharedLines.Contains(e.Site)).ToList();
        return kept.Count > 0 ? kept : trace;
    }
}
