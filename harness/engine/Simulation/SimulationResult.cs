using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation;

/// <summary>What came of a scenario over many seeds.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Runs">How many runs were made before, the failing one among them.</param>
/// <param name="Events">How many steps they took.</param>
public sealed record SimulationResult(SimulationFinding Finding, int Runs, long Events)
{
    /// <summary>The run that failed, as the seed made it; null when none did.</summary>
    public SimulatedRun? Found { get; init; }

    /// <summary>The smallest run that fails alike; null when none failed.</summary>
    public SimulatedRun? Shrunk { get; init; }

    /// <summary>The failure of the shrunk run, or what was never reached; null when all is well.</summary>
    public SimulationFailure? Failure => (Shrunk ?? Found)?.Failure ?? Unreached;

    /// <summary>What never happened in any run; null when all did.</summary>
    public SimulationFailure? Unreached { get; init; }

    /// <summary>How often each kind of fault happened, in all runs together.</summary>
    public IReadOnlyDictionary<FaultClass, int> Faults { get; init; } = new SortedDictionary<FaultClass, int>();

    /// <summary>Which of the properties that have to happen sometimes did, in the scenario's order.</summary>
    public IReadOnlyList<string> Reached { get; init; } = [];

    /// <summary>The faults of the shrunk run without any single one of which it passes.</summary>
    public IReadOnlyList<Fault> Needed { get; init; } = [];

    /// <summary>How many runs shrinking took.</summary>
    public int ShrinkingRuns { get; init; }
}
