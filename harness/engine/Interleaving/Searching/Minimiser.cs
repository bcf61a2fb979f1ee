using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Looks for a simpler schedule that fails in the same way.</summary>
/// <remarks>
/// Whichever strategy found it: the schedules with no preemption are tried, then those with one, and so on, so that the table
/// that people read is the same each time and has the fewest switches.
/// </remarks>
internal sealed class Minimiser(Func<IGuide, (ScheduleRun Run, ExplorationResult? Failure)> run, ExplorationOptions options)
{
    private const int MaxTries = 1_000;

    public ExplorationResult Minimise(ExplorationResult found)
    {
        if (found.Preemptions == 0 || options.Strategy == ExplorationStrategy.PreemptionBounded)
            return found;
        var search = new PreemptionSearch(found.Preemptions - 1);
        for (var tries = 0; tries < MaxTries && search.Next() is { } guide; tries++)
        {
            var (schedule, failure) = run(guide);
            if (failure is not null && failure.Outcome == found.Outcome && failure.Finding == found.Finding)
                return failure with { Schedules = found.Schedules, FailingSchedule = found.FailingSchedule };
            search.Learn(schedule);
        }

        return found;
    }
}
