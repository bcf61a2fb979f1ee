using Katas.Engine.Reporting.Histories;
using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>Words what simulating a cluster found.</summary>
internal static class SimulationText
{
    private const int MostFaults = 4;
    private const int MostOperations = 6;

    /// <param name="result">A simulation that passed.</param>
    public static string Passed(SimulationResult result)
    {
        var faults = result.Faults.Values.Sum();
        var first = $"{Count(result.Runs, "seed")}, {Count(result.Events, "step")}, {Count(faults, "fault")}.";
        var kinds = string.Join(", ", result.Faults.Select(kind => FaultNames.Count(kind.Key, kind.Value)));
        return Lines(
            first, faults > 0 ? $"Faults: {kinds}." : "",
            result.Reached.Count > 0 ? $"Reached: {string.Join("; ", result.Reached)}." : "");
    }

    /// <summary>A plan that somebody asked for, and that breaks nothing any more.</summary>
    public static string PassedAgain(RunPlan plan, SimulationResult result) =>
        $"The run of seed {SpecSeed.Show(plan.Seed)} no longer fails: {Count(result.Events, "step")}. " +
        "Other runs were not made, so the test may still fail.";

    /// <summary>A plan that was made for another spec.</summary>
    public static string CannotBeReplayed(string testCommand) =>
        "This run does not fit any more: since it was printed, the test's machines, faults or promises have changed.\n" +
        $"To search again: {testCommand}";

    public static string Undecided(SimulationResult result) =>
        $"Whether the answers of seed {SpecSeed.Show(result.Found!.Plan.Seed)} are right is not known: " +
        result.Failure!.Evidence;

    /// <param name="scenario">What was run.</param>
    /// <param name="result">It failed.</param>
    /// <param name="plan">The plan that somebody asked for; <see langword="null"/>: the run was searched for.</param>
    public static PropertyFailedException Failed(Scenario scenario, SimulationResult result, RunPlan? plan)
    {
        var failure = result.Failure!;
        var found = result.Found is null ? NeverHappened(result) : plan is null ? Found(scenario, result) : Replayed(plan);
        if (failure is { Finding: SimulationFinding.NotLinearizable, Judged.Counterexample: { } core })
        {
            var judged = JudgementText.Failed(failure.Judged, found);
            return new PropertyFailedException(judged.Property, judged.Evidence)
            {
                // The faults around it are told below, as those that it takes.
                Table = $"{HistoryText.Diagram(core)}\n{HistoryText.Statistics(core)}",
                Found = found,
                Replay = Replay(scenario, result),
                Simulation = result,
            };
        }

        return new PropertyFailedException(failure.Property, failure.Evidence)
        {
            Table = result.Shrunk is { } run ? SpaceTimeText.Of(run) : "",
            Found = found,
            Replay = Replay(scenario, result),
            Simulation = result,
        };
    }

    private static string? Replay(Scenario scenario, SimulationResult result) =>
        result.Shrunk is { } run ? SimulationReplay.Of(scenario, run.Plan) : null;

    private static string NeverHappened(SimulationResult result) =>
        $"{Count(result.Runs, "seed")}, {Count(result.Events, "step")}: it has to happen in one of them at the least.";

    private static string Replayed(RunPlan plan) =>
        $"The run that was asked for: seed {SpecSeed.Show(plan.Seed)}" +
        (plan.Faults is { Count: > 0 } faults ? $" with {Listed(faults)}." : plan.Faults is null ? "." : " without faults.");

    private static string Found(Scenario scenario, SimulationResult result)
    {
        var (found, shrunk) = (result.Found!, result.Shrunk!);
        var kinds = found.Happened.Select(fault => fault.Class).Distinct().Order().Select(FaultNames.Of).ToList();
        return Lines(
            $"Found with seed {SpecSeed.Show(found.Plan.Seed)}" +
            (result.Runs == 1 ? ", the first" : $", after {result.Runs - 1} that passed") +
            (kinds.Count > 0 ? $" (faults: {string.Join(", ", kinds)})." : ".") + " It replays every time.",
            Shrunk(result),
            Needed(result),
            Operations(scenario, shrunk));
    }

    private static string Shrunk(SimulationResult result)
    {
        var (found, shrunk) = (result.Found!, result.Shrunk!);
        if (result.ShrinkingRuns == 0) return $"{Count(shrunk.Happened.Count, "fault")}, not shrunk.";
        if (shrunk.Plan.Faults is null)
            return "Its faults alone, as a list, do not show it again: the whole seed does.";
        List<string> parts = [];
        if (found.Happened.Count > 0) parts.Add($"{found.Happened.Count} -> {Count(shrunk.Happened.Count, "fault")}");
        if (found.Operations.Count > 0) parts.Add($"{found.Operations.Count} -> {Count(shrunk.Operations.Count, "operation")}");
        return parts.Count == 0 ? "" : $"Shrunk {string.Join(", ", parts)} in {Count(result.ShrinkingRuns, "run")}.";
    }

    private static string Needed(SimulationResult result)
    {
        var all = result.Shrunk!.Happened;
        if (result.Shrunk.Plan.Faults is null) return "";
        if (all.Count == 0) return "It takes no fault.";
        var (needed, others) = (result.Needed, all.Except(result.Needed).ToList());
        return Lines(
            needed.Count == 0 ? ""
                : needed.Count == 1
                    ? $"Needed fault: {Listed(needed)}: without it this run passes."
                    : $"Needed faults: {Listed(needed)}: leave one out, and this run passes.",
            others.Count == 0 ? "" : $"{(needed.Count == 0 ? "Faults" : "Other faults")}: {Listed(others)}.");
    }

    private static string Operations(Scenario scenario, SimulatedRun run)
    {
        if (run.Operations.Count == 0) return "";
        var shown = run.Operations.Take(MostOperations).Select(each => OperationTexts.Of(scenario, run.Plan.Seed, each));
        var more = run.Operations.Count - MostOperations;
        return $"Operations: {string.Join("; ", more > 0 ? shown.Append($"{more} more") : shown)}.";
    }

    private static string Listed(IReadOnlyList<Fault> faults)
    {
        var shown = faults.Take(MostFaults).Select(fault => fault.ToString());
        return string.Join("; ", faults.Count > MostFaults ? shown.Append($"{faults.Count - MostFaults} more") : shown);
    }

    private static string Lines(params string[] parts) => string.Join('\n', parts.Where(part => part.Length > 0));

    private static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
