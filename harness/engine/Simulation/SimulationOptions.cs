using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Simulation;

/// <summary>How much to run.</summary>
public sealed record SimulationOptions
{
    /// <summary>The seeds: 1 to this many.</summary>
    /// <value>100.</value>
    public int Seeds { get; init; } = 100;

    /// <summary>The one plan to run instead; <see langword="null"/>: all seeds.</summary>
    public RunPlan? Only { get; init; }

    /// <summary>After how many steps of the scheduler a run is given up as a flood.</summary>
    /// <value>2 000 000.</value>
    public long MostEvents { get; init; } = 2_000_000;

    /// <summary>The compiled programs: with them an escape is told with its line, and what no tripwire sees is found.</summary>
    /// <value><see langword="null"/>: only what the tripwires see is known.</value>
    public SimulatedCode? Code { get; init; }

    /// <summary>How often a failing run is tried with less.</summary>
    /// <value>400.</value>
    public int MostShrinkingRuns { get; init; } = 400;

    internal IEnumerable<RunPlan> Plans =>
        Only is { } plan ? [plan] : Enumerable.Range(1, Seeds).Select(seed => new RunPlan(seed));
}
