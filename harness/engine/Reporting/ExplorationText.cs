using Katas.Engine.Interleaving;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>Words what an exploration found.</summary>
internal static class ExplorationText
{
    private const int MostFrames = 6;

    /// <param name="result">An exploration that passed.</param>
    /// <param name="stressRuns">How often the test was run on real threads besides.</param>
    public static string Passed(ExplorationResult result, int stressRuns = 0)
    {
        var schedules = Count(result.Schedules, "schedule");
        if (stressRuns > 0)
            return $"{schedules} and {stressRuns} runs on real threads. {UncontrolledText.StressOnly(result)}";
        return result.Complete
            ? $"{schedules}: {result.Scope ?? "all interleavings"} explored."
            : $"{schedules}, not all interleavings. {result.Reason}".TrimEnd();
    }

    public static string Inconclusive(ExplorationResult result, int stressRuns = 0) =>
        $"Inconclusive after {Count(result.Schedules, "schedule")}: {result.Reason}" +
        (stressRuns > 0
            ? $"\nThe same passed in {stressRuns} runs on real threads. {UncontrolledText.StressOnly(result)}"
            : "");

    /// <summary>The replayed schedule is not there any more, and what ran instead broke nothing.</summary>
    public static string CannotBeReplayed(ExplorationResult result, string testCommand) =>
        $"This schedule does not exist any more: the code has changed. {result.ReplayDifference}\n" +
        $"What ran instead broke nothing. To search again: {testCommand}";

    public static PropertyFailedException Failed(ExplorationResult result, Kata kata)
    {
        var (property, evidence) = Sentence(result, kata);
        var finding = FindingText.Of(result.Finding);
        return new PropertyFailedException(property, Lines(evidence, finding.Headline))
        {
            Table = InterleavingTable.Render(result),
            Found = Lines(Found(result), Differs(result)),
            Concept = finding.Concept,
            Replay = result.Replay,
            Exploration = result,
        };
    }

    /// <summary>What a run on real threads broke, after the explorer could not look at all of the test.</summary>
    public static PropertyFailedException FailedUnderStress(ExplorationResult result, Exception thrown, int run, Kata kata)
    {
        var (property, evidence) = thrown is PropertyFailedException failed
            ? (failed.Property, failed.Evidence)
            : ("no run makes an operation throw", Threw(thrown, kata));
        return new PropertyFailedException(property, evidence)
        {
            Table = "",
            Found = $"Found in run {run} on real threads, whose timing nothing fixes: " +
                "it may take several runs to see it again.\n" +
                UncontrolledText.StressOnly(result),
        };
    }

    private static (string Property, string Evidence) Sentence(ExplorationResult result, Kata kata) => result.Outcome switch
    {
        ExplorationOutcome.Deadlock => ("no schedule deadlocks", Deadlock(result)),
        ExplorationOutcome.DataRace => (
            "what threads share is ordered", result.Reason ?? "Two accesses meet, and nothing orders them."),
        ExplorationOutcome.Livelock => ("every schedule comes to an end", result.Reason ?? "The threads go on for ever."),
        ExplorationOutcome.LostFailure => ("no failure goes unnoticed", result.Reason ?? Threw(result.Failure!, kata)),
        ExplorationOutcome.PropertyBroken when result.Failure is PropertyFailedException failed =>
            (failed.Property, failed.Evidence),
        ExplorationOutcome.PropertyBroken when result.Failure is null => ("the check after all passes", result.Reason ?? ""),
        _ => ("no schedule makes an operation throw", Threw(result.Failure!, kata)),
    };

    /// <summary>The circle, then each thread that waits, with its own stack.</summary>
    private static string Deadlock(ExplorationResult result)
    {
        if (result.Blocked.Count == 0) return result.Reason ?? "Every thread waits for another.";
        var sentences = result.Blocked.Select(blocked => blocked.Waits).ToHashSet();
        var circle = (result.Reason ?? "").Split('\n').Where(line => !sentences.Contains(line));
        return Lines([.. circle, .. result.Blocked.SelectMany(Stack)]);
    }

    private static IEnumerable<string> Stack(BlockedThread blocked)
    {
        yield return blocked.Waits;
        foreach (var frame in blocked.Stack.Take(MostFrames)) yield return $"   in {frame}";
        if (blocked.Stack.Count > MostFrames) yield return $"   … {blocked.Stack.Count - MostFrames} more";
    }

    private static string Found(ExplorationResult result)
    {
        var steps = result.OriginalSteps > result.Trace.Count
            ? $"Shrunk {result.OriginalSteps} -> {Count(result.Trace.Count, "step")}"
            : Count(result.Trace.Count, "step");
        var threads = Count(Math.Max(1, result.Trace.Select(step => step.Thread).Distinct().Count()), "thread");
        return $"{steps}, {threads}, {Count(result.Preemptions, "preemption")}. " +
            $"Schedule {result.FailingSchedule}. It replays every time.";
    }

    private static string Differs(ExplorationResult result) => result.ReplayDifference is { } difference
        ? $"This is not the schedule that was asked for: the code has changed. {difference}"
        : "";

    private static string Threw(Exception failure, Kata kata) =>
        $"{LearnerFrames.First(failure, kata) ?? "An operation"} threw {failure.GetType().Name}: {failure.Message}";

    private static string Lines(params string[] parts) => string.Join('\n', parts.Where(part => part.Length > 0));

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
