using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation;

/// <summary>Proves that a run comes out the same when it is run again: a pass that cannot be repeated is worth nothing.</summary>
public static class Repeatability
{
    private const int MostCauses = 3;

    /// <summary>Runs it again, and compares.</summary>
    /// <param name="first">The run.</param>
    /// <param name="again">Makes the same run once more.</param>
    /// <param name="code">Where a cause is looked for; <see langword="null"/>: nowhere.</param>
    /// <returns>
    /// The first run; where the second one differs, with a failure of <see cref="SimulationFinding.NotRepeatable"/> that tells
    /// the first step at which they part.
    /// </returns>
    public static SimulatedRun Prove(SimulatedRun first, Func<SimulatedRun> again, SimulatedCode? code = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(again);
        // These say already that the run is not to be trusted, and some cost seconds to see.
        if (first.Failure?.Finding is SimulationFinding.Escaped or SimulationFinding.NeverYields or SimulationFinding.Blocked)
            return first;
        var second = again();
        if (first.Trace.Hash == second.Trace.Hash && Same(first.Failure, second.Failure)) return first;
        if (second.Failure?.Finding == SimulationFinding.Escaped) return second; // which is why they differ
        var step = Parting(first.Trace, second.Trace);
        return first with
        {
            Failure = new SimulationFailure(
                SimulationFinding.NotRepeatable, "the same seed gives the same run",
                Difference(first, second, step) + Causes(code), At(first.Trace, step) ?? At(second.Trace, step) ?? first.Length)
            {
                Step = step,
            },
        };
    }

    private static bool Same(SimulationFailure? one, SimulationFailure? other) => one is null ? other is null : one.IsLike(other);

    /// <summary>The number of the first step that is in one trace and not in the other.</summary>
    private static int Parting(Trace one, Trace other)
    {
        var most = Math.Min(one.Events.Count, other.Events.Count);
        for (var i = 0; i < most; i++)
        {
            if (StepWords.Of(one, i) != StepWords.Of(other, i)) return i;
        }

        return most;
    }

    private static string Difference(SimulatedRun first, SimulatedRun second, int step)
    {
        var (one, other) = (Words(first.Trace, step), Words(second.Trace, step));
        if (one != other) return $"Step {step}: first run: {one}; second run: {other}.";
        return first.Trace.Hash == second.Trace.Hash
            ? $"The steps are the same. First run: {Evidence(first)} Second run: {Evidence(second)}"
            : "The steps look the same, and the machines took turns in another order, or sent what looks alike and is not.";
    }

    private static string Evidence(SimulatedRun run) => run.Failure?.Evidence ?? "It passed.";

    private static string Words(Trace trace, int step) =>
        step < trace.Events.Count ? StepWords.Of(trace, step) : "nothing happens any more";

    private static TimeSpan? At(Trace trace, int step) => step < trace.Events.Count ? trace.Events[step].Time : null;

    private static string Causes(SimulatedCode? code)
    {
        if (code?.Scan is not { } scan) return "";
        var causes = scan.Statics.Select(use => $"{use.Field} at {use.Place}, which belongs to the class and outlives a run")
            .Concat(scan.Uses.Select(use => $"{use.Call} at {use.Place}, because {use.Door.Why}"))
            .Take(MostCauses).ToList();
        return causes.Count == 0 ? "" : $" A likely cause is {string.Join("; or ", causes)}.";
    }
}
