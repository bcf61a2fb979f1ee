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
                if (ActAfter(run, index, read, change) is not { } act)
                    continue;
                var isAcrossAwait = read.Flow == act.Flow && (read.Part != act.Part || Awaits(run.Trace, read, act));
                var stale = new StaleStep(
                    read, change, act, Overwrites(read, act) && !IsReadAgain(run.Trace, index, act), isAcrossAwait);
                if (stale.IsLostUpdate)
                    return stale;
                check ??= stale;
            }
        }

        return check;
    }

    private static bool Overwrites(TraceEvent read, TraceEvent act) =>
        act.Location.Equals(read.Location)
        && (act.Site.Kind == SiteKind.Write || act.Site.Name == "Interlocked.Exchange"
            || (act.Site.Name.EndsWith(".Item", StringComparison.Ordinal) && act.Site.Name == read.Site.Name));

    /// <summary>The latest look at the place by each other thread, unless it has changed the place itself since.</summary>
    private static IEnumerable<TraceEvent> ReadsBefore(List<TraceEvent> trace, int index, TraceEvent change)
    {
        var actors = new HashSet<(int, int)> { Actor(change) };
        for (var i = index - 1; i >= 0; i--)
        {
            var step = trace[i];
            if (step.Location.Equals(change.Location) && actors.Add(Actor(step)) && step.Site.MayOnlyLook && !IsOrdered(step))
                yield return step;
        }
    }

    /// <summary>What the reader changes next, unless it checks the place once more before.</summary>
    /// <remarks>
    /// After <c>if (_balance >= 1)</c> the read in <c>_balance -= 1</c> is no second check. An operation that threw may have
    /// changed nothing: then its next read is what it went wrong by.
    /// </remarks>
    private static TraceEvent? ActAfter(ScheduleRun run, int index, TraceEvent read, TraceEvent change)
    {
        for (var i = index + 1; i < run.Trace.Count; i++)
        {
            var step = run.Trace[i];
            if (step.Flow != read.Flow || Actor(step) == Actor(change))
                continue;
            if (step.Location.Equals(read.Location) && !step.Site.Writes)
            {
                if (step.Site.IsDecision || !read.Site.IsDecision)
                    return run.Verdict?.Outcome == ExplorationOutcome.OperationThrew && IsLast(run, i) ? step : null;
            }

            if (step.Site.Writes)
                return step;
        }

        return null;
    }

    /// <summary>Then the change is not overwritten unseen: only the check was of no use.</summary>
    private static bool IsReadAgain(List<TraceEvent> trace, int index, TraceEvent act) =>
        trace.Skip(index).TakeWhile(e => e != act).Any(e =>
            e.Flow == act.Flow && e.Location.Equals(act.Location) && !e.Site.Writes);

    /// <summary>Whether the flow awaits in between something that, in this schedule, was complete already.</summary>
    private static bool Awaits(List<TraceEvent> trace, TraceEvent read, TraceEvent act) =>
        trace.SkipWhile(e => e != read).TakeWhile(e => e != act).Any(e =>
            e.Flow == act.Flow && e.Verb.StartsWith("await", StringComparison.Ordinal));

    private static bool IsLast(ScheduleRun run, int index) =>
        run.Trace.Skip(index + 1).All(e => e.Flow != run.Trace[index].Flow);

    /// <summary>A thread may run the rest of another one's flow, and a flow may fork.</summary>
    private static (int Thread, int Flow) Actor(TraceEvent step) => (step.Thread, step.Flow);

    /// <summary>An atomic read-modify-write goes by nothing older than itself.</summary>
    private static bool IsOrdered(TraceEvent step) => step.Site.Kind == SiteKind.Atomic && step.Site.IsVolatile;
}
