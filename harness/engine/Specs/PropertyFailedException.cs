using Katas.Engine.Interleaving;
using Katas.Engine.Simulation;

namespace Katas.Engine.Specs;

/// <summary>A property of the contract does not hold. Specs throw it through <c>Expect</c>.</summary>
/// <param name="property">What should hold, in domain words.</param>
/// <param name="evidence">What happened, and what would have been right.</param>
public sealed class PropertyFailedException(string property, string evidence) : Exception($"{property}: {evidence}")
{
    /// <summary>What should hold, in domain words.</summary>
    public string Property { get; } = property;

    /// <summary>What happened, and what would have been right.</summary>
    public string Evidence { get; } = evidence;

    /// <summary>The steps that led there, as a table; <see langword="null"/>: the log of calls shows them.</summary>
    public string? Table { get; init; }

    /// <summary>How it was found: schedules, preemptions; <see langword="null"/>: by running it once.</summary>
    public string? Found { get; init; }

    /// <summary>The concept to look up; <see langword="null"/>: that of the test's stage.</summary>
    public string? Concept { get; init; }

    /// <summary>The schedule or simulated run that shows it; <see langword="null"/>: the whole test is run again.</summary>
    public string? Replay { get; init; }

    /// <summary>Which of the test's explorations, or of its simulations, found it, from 1.</summary>
    internal int ExplorationNumber { get; set; } = 1;

    /// <summary>The page that shows the same, once it was written.</summary>
    internal string? Page { get; set; }

    /// <summary>What the exploration found; <see langword="null"/> when none did.</summary>
    internal ExplorationResult? Exploration { get; init; }

    /// <summary>What simulating found; <see langword="null"/> when nothing was simulated.</summary>
    internal SimulationResult? Simulation { get; init; }
}
