using Katas.Engine.Interleaving;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>Words what an exploration found.</summary>
internal static class ExplorationText
{
    public static string Passed(ExplorationResult result) =>
        result.Uncontrolled.Count > 0
            ? $"{result.Schedules} schedules. Not every interleaving: {Uncontrolled(result)}"
            : $"{result.Schedules} schedules: {Bound(result)}.";

    public static string Inconclusive(ExplorationResult result) =>
        $"Inconclusive after {result.Schedules} schedules: {result.Reason}" +
        (result.Uncontrolled.Count > 0 ? $" {Uncontrolled(result)}" : "");

    public static PropertyFailedException Failed(ExplorationResult result, Kata kata)
    {
        var (property, evidence) = result.Outcome switch
        {
            ExplorationOutcome.Deadlock => ("no schedule deadlocks", result.Reason ?? "Every thread waits for another."),
            ExplorationOutcome.PropertyBroken when result.Failure is PropertyFailedException failed =>
                (failed.Property, failed.Evidence),
            _ => ("no schedule makes an operation throw", Threw(result.Failure!, kata)),
        };
        return new PropertyFailedException(property, evidence)
        {
            Table = InterleavingTable.Render(result),
            Found = $"{Steps(result)}, {result.ThreadNames.Count} threads, " +
                $"{Count(result.Preemptions, "preemption")}. Schedule {result.FailingSchedule}. It replays every time.",
        };
    }

    private static string Threw(Exception failure, Kata kata) =>
        $"{LearnerFrames.First(failure, kata) ?? "An operation"} threw {failure.GetType().Name}: {failure.Message}";

    private static string Bound(ExplorationResult result) =>
        result.Complete ? "every one with at most 2 preemptions" : "the budget ended before all were run";

    private static string Uncontrolled(ExplorationResult result) =>
        "the explorer does not control " +
        string.Join(", ", result.Uncontrolled.Take(3).Select(
            call => $"{call.Method} ({Path.GetFileName(call.File)}:{call.Line})")) +
        (result.Uncontrolled.Count > 3 ? $" and {result.Uncontrolled.Count - 3} more" : "") +
        "; what happens inside is only run, not explored.";

    private static string Steps(ExplorationResult result) => result.OriginalSteps > result.Trace.Count
        ? $"Shrunk {result.OriginalSteps} -> {result.Trace.Count} steps"
        : $"{result.Trace.Count} steps";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
