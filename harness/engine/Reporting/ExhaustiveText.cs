using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Simulation.Exhaustive;
using Katas.Engine.Specs;
using NUnit.Framework;

namespace Katas.Engine.Reporting;

/// <summary>Words what came of an exhaustive search.</summary>
internal static class ExhaustiveText
{
    /// <summary>The verdict of a test: what a pass says of itself.</summary>
    /// <exception cref="PropertyFailedException">Something is wrong.</exception>
    /// <exception cref="InconclusiveException">A bound ended the search.</exception>
    public static string Verdict(ExhaustiveResult result) => result.Finding switch
    {
        ExhaustiveFinding.None => Passed(result),
        ExhaustiveFinding.Undecided => throw new InconclusiveException(Inconclusive(result)),
        _ => throw Failed(result),
    };

    private static string Passed(ExhaustiveResult result) =>
        $"All {Numbers.Of(result.States, "state")} explored, the farthest {Numbers.Of(result.Depth, "step")} from the " +
        $"beginning; {Numbers.Of(result.Transitions, "transition")}, {Numbers.Of(result.AtRest, "state")} at rest.";

    /// <summary>A bound ended the search: neither passed nor failed.</summary>
    private static string Inconclusive(ExhaustiveResult result) =>
        $"The search came to {result.Bound} before it was done. Until then nothing was wrong: " +
        $"{Numbers.Of(result.States, "state")} explored, all that are at most {Numbers.Of(result.CompleteDepth, "step")} from " +
        "the beginning among them. A smaller cluster, fewer faults, fewer timeouts or less to remember have fewer states.";

    private static PropertyFailedException Failed(ExhaustiveResult result) => new(result.Property!, result.Evidence!)
    {
        Table = result.Run is { } run ? SpaceTimeText.Of(run) : "",
        Found = Found(result),
    };

    private static string Found(ExhaustiveResult result) => result switch
    {
        { IsComplete: true } => $"All {Numbers.Of(result.States, "state")} explored.",
        { Steps: [] } => "Found in the first state of all.",
        _ => $"No way there is shorter than {Numbers.Of(result.Steps.Count, "step")}. " +
            $"Found by trying every order of events, after {Numbers.Of(result.States, "state")}.",
    };
}
