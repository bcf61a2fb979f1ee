namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>How far to search. What ends the search makes the result inconclusive, never a pass.</summary>
public sealed record ExhaustiveOptions
{
    /// <summary>After how many states the search is given up.</summary>
    /// <value>1 000 000: some seconds.</value>
    public int MostStates { get; init; } = 1_000_000;

    /// <summary>How many steps from the beginning states are still explored.</summary>
    /// <value>Without limit.</value>
    public int MostSteps { get; init; } = int.MaxValue;

    /// <summary>How much memory the states may take; what handlers and properties hold is not counted.</summary>
    /// <value>1 GiB.</value>
    public long MostBytes { get; init; } = 1L << 30;
}
