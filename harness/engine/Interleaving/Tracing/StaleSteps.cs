using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>A thread goes by what it read, although another thread has changed it since.</summary>
/// <param name="Read">What it went by.</param>
/// <param name="Change">What the other thread did in between.</param>
/// <param name="Act">What it did then.</param>
/// <param name="IsLostUpdate">Whether it overwrote the change.</param>
/// <param name="IsAcrossAwait">Whether an <c>await</c> lies between reading and acting.</param>
internal sealed record StaleStep(TraceEvent Read, TraceEvent Change, TraceEvent Act, bool IsLostUpdate, bool IsAcrossAwait);

/// <summary>Finds steps that go by a value that is not there any more.</summary>
internal static class StaleSteps
{
    /// <summary>The first lost update; if there is none, the first act after a check that no longer held; else null.</summary>
    public static StaleStep? Find(ScheduleRun run)
    {
        StaleStep? check = null;
        foreach (var (index, change) in run.Trace.Index())
        {
            if (!change.Site.Writes || !change.Location.IsKnown)
                continue;
            foreach (var read in ReadsBefore(run.Trace, index, change))
            {
                if (ActAfter(run.Trace, index, read) is not { } act)
                    continue;
                var stale = new StaleStep(
                    read, change, act, act.Site.Kind == SiteKind.Write && act.Location.Equals(read.Location),
                    read.Flow == act.Flow && read.Part != act.Part);
                if (stale.IsLostUpdate)
                    return stale;
                check ??= stale;
            }
        }

        return check;
    }

    /// <summary>The latest look at the place by each other flow, unless it has changed the place itself since.</summary>
    private static IEnumerable<TraceEvent> ReadsBefore(List<TraceEvent> trace, int index, TraceEvent change)
    {
        var flows = new HashSet<int> { change.Flow };
        for (var i = index - 1; i >= 0; i--)
        {
            var step = trace[i];
            if (step.Location.Equals(change.Location) && flows.Add(step.Flow) && step.Site.MayOnlyLook && !IsOrdered(step))
                yield return step;
        }
    }

    /// <summary>What the reader changes next, unless it looks at the place once more before.</summary>
    private static TraceEvent? ActAfter(List<TraceEvent> trace, int index, TraceEvent read)
    {
        for (var i = index + 1; i < trace.Count; i++)
        {
            var step = trace[i];
            if (step.Flow != read.Flow)
                continue;
            if (step.Location.Equals(read.Location) && !step.Site.Writes)
                return null;
            if (step.Site.Writes)
                return step;
        }

        return null;
    }

    /// <summary>An atomic read-modify-write goes by nothing older than itself.</summary>
    private static bool IsOrdered(TraceEvent step) => step.Site.Kind == SiteKind.Atomic && step.Site.IsVolatile;
}
