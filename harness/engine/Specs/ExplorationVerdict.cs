using Katas.Engine.Interleaving;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>A few operations on a fresh object, and the check after them.</summary>
internal sealed record SmallTest<T>(Func<T> Create, IReadOnlyList<ThreadOperation<T>> Operations, Action<T> Check);

/// <summary>Explores a small test, or replays one schedule of it, and turns what is found into the test's verdict.</summary>
/// <param name="graded">The spec whose test it is.</param>
/// <param name="number">Which of the test's explorations this is, from 1.</param>
/// <param name="mostSchedules">After how many schedules the search ends; null: the explorer's own limit.</param>
internal sealed class ExplorationVerdict(IGraded graded, int number, int? mostSchedules = null)
{
    /// <summary>A stall is told apart from a hang: it must be noticed before the watchdog's limit.</summary>
    private static readonly ExplorationOptions Options = new() { StallLimit = TimeSpan.FromSeconds(2) };

    /// <summary>Explores; what only ran is run on real threads besides.</summary>
    public void Judge<T>(InstrumentedAssembly twin, SmallTest<T> test)
    {
        var replay = Replay();
        var result = Explorer.Explore(
            twin, test.Create, test.Operations, test.Check,
            Options with { Replay = replay, MaxSchedules = mostSchedules ?? Options.MaxSchedules });
        if (result.Outcome is not (ExplorationOutcome.Passed or ExplorationOutcome.Inconclusive))
            throw Failure(result);
        if (replay is not null && result.ReplayDifference is not null)
            throw new InconclusiveException(ExplorationText.CannotBeReplayed(result, Reporting.Replay.Command(graded)));
        var runs = replay is null && result.UncontrolledReached.Count > 0 ? Stress(result, test) : 0;
        if (result.Outcome == ExplorationOutcome.Inconclusive)
            throw new InconclusiveException(ExplorationText.Inconclusive(result, runs));
        graded.Statistics.Add(ExplorationText.Passed(result, runs));
    }

    /// <summary>The schedule that a person asked for, if it is one of this exploration.</summary>
    private string? Replay()
    {
        try
        {
            if (ReplayName.Named is not { IsSimulation: false } named || !named.IsOf(graded, number)) return null;
            ReplayText.Parse(named.Schedule);
            return named.Schedule;
        }
        catch (FormatException malformed)
        {
            throw new InconclusiveException($"{ReplayName.Variable}: {malformed.Message}");
        }
    }

    private int Stress<T>(ExplorationResult result, SmallTest<T> test)
    {
        var failure = StressRuns.Try(test.Create, [.. test.Operations.Select(operation => operation.Body)], test.Check);
        return failure switch
        {
            null => StressRuns.Count,
            (_, InconclusiveException inconclusive) => throw inconclusive,
            (var run, { } thrown) => throw ExplorationText.FailedUnderStress(result, thrown, run, graded.Subject.Kata),
            var (run, _) => throw new InconclusiveException(
                $"Run {run} on real threads came to no end. {UncontrolledText.StressOnly(result)}"),
        };
    }

    private Exception Failure(ExplorationResult result)
    {
        switch (result.Failure)
        {
            case NotImplementedException or SubjectBrokenException or TypeInitializationException or OutOfMemoryException
                when result.Outcome == ExplorationOutcome.OperationThrew:
            case InconclusiveException when result.Outcome == ExplorationOutcome.PropertyBroken:
                return result.Failure;
            default:
                var failed = ExplorationText.Failed(result, graded.Subject.Kata);
                failed.ExplorationNumber = number;
                return failed;
        }
    }
}
