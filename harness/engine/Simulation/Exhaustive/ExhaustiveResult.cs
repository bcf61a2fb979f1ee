namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>What came of an exhaustive search.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="States">How many different states were met.</param>
/// <param name="Transitions">How many steps between them were tried.</param>
/// <param name="Depth">How many steps away the farthest of them is, by its shortest way.</param>
public sealed record ExhaustiveResult(ExhaustiveFinding Finding, int States, long Transitions, int Depth)
{
    /// <summary>Whether every state that can be reached was met and judged. Only then is nothing found a pass.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Up to how many steps away every state was met and judged; equals <see cref="Depth"/> if all were.</summary>
    public int CompleteDepth { get; init; }

    /// <summary>In how many of the states nothing more happens by itself.</summary>
    public int AtRest { get; init; }

    /// <summary>Which bound ended the search; <see langword="null"/>: none did.</summary>
    public string? Bound { get; init; }

    /// <summary>The promise that is broken, in domain words; <see langword="null"/> when none is.</summary>
    public string? Property { get; init; }

    /// <summary>What happened, and what would have been right.</summary>
    public string? Evidence { get; init; }

    /// <summary>What a handler threw.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The shortest way to what was found; empty when it is no state.</summary>
    public IReadOnlyList<ExhaustiveStep> Steps { get; init; } = [];

    /// <summary>The same as a run, for the diagrams: step 3 stands at 3 ms. <see langword="null"/> when it is no state.</summary>
    public SimulatedRun? Run { get; init; }
}
