using Katas.Engine.Simulation.Exhaustive;
using Katas.Engine.Specs;
using Katas.Simulation;

namespace Katas.Engine.Reporting;

/// <summary>Words what came of an exhaustive search.</summary>
internal static class ExhaustiveText
{
    public static string Passed(ExhaustiveResult result) =>
        $"All {Numbers.Of(result.States, "state")} explored, the farthest {Numbers.Of(result.Depth, "step")} from the beginning; " +
        $"{Numbers.Of(result.Transitions, "transition")}, {Numbers.Of(result.AtRest, "state")} at rest.";

    /// <summary>A bound ended the search: neither passed nor failed.</summary>
    public static string Inconclusive(ExhaustiveResult result) =>
        $"The search came to {result.Bound} before it was done. Until then nothing was wrong: " +
        $"{Numbers.Of(result.States, "state")} explored, all that are at most {Numbers.Of(result.CompleteDepth, "step")} from the " +
        "beginning among them. A smaller cluster, fewer faults, fewer timeouts or less to remember have fewer states.";

    public static PropertyFailedException Failed(ExhaustiveResult result) => new(result.Property!, result.Evidence!)
    {
        Table = result.Steps.Count == 0 ? "" : Table(result.Steps),
        Found = Found(result),
    };

    private static string Found(ExhaustiveResult result) => result switch
    {
        { IsComplete: true } => $"All {Numbers.Of(result.States, "state")} explored.",
        { Steps: [] } => "Found in the first state of all.",
        _ => $"No way there is shorter than {Numbers.Of(result.Steps.Count, "step")}. " +
            $"Found by trying every order of events, after {Numbers.Of(result.States, "state")}.",
    };

    private static string Table(IReadOnlyList<ExhaustiveStep> steps) => TextTable.Render(
        ["#", "what happens", "what the machine does"],
        [.. steps.Select((step, i) => new[] { $"{i + 1}", step.ToString(), Does(step) })]);

    private static string Does(ExhaustiveStep step)
    {
        var sends = step.Effects.OfType<SendEffect>().GroupBy(send => send.Message)
            .Select(sent => $"sends {Show.Value(sent.Key)} to {string.Join(", ", sent.Select(send => send.To))}");
        var others = step.Effects.Select(effect => effect switch
        {
            SaveEffect save => $"saves {Show.Value(save.Value)}",
            ObserveEffect seen => $"{seen.Name} = {Show.Value(seen.Value)}",
            _ => null,
        }).OfType<string>();
        return string.Join("; ", others.Concat(sends));
    }
}
