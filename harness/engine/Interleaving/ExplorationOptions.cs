namespace Katas.Engine.Interleaving;

/// <summary>How far an exploration goes before it ends without a verdict.</summary>
public sealed record ExplorationOptions
{
    /// <summary>In which order schedules are tried.</summary>
    /// <value><see cref="ExplorationStrategy.Automatic"/>.</value>
    public ExplorationStrategy Strategy { get; init; }

    /// <summary>What <see cref="ExplorationStrategy.Random"/> draws from.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>How often a schedule may take the processor from a thread that could have gone on.</summary>
    /// <value>2: nearly all known concurrency bugs need no more (Musuvathi and Qadeer, PLDI 2007).</value>
    public int MaxPreemptions { get; init; } = 2;

    /// <summary>How many schedules are run before the search ends incomplete.</summary>
    /// <value>20 000.</value>
    public int MaxSchedules { get; init; } = 20_000;

    /// <summary>How many accesses and synchronisation operations one schedule may make.</summary>
    /// <value>5 000. From half of it on, threads take turns, so that a loop that waits for another thread ends.</value>
    public int MaxStepsPerSchedule { get; init; } = 5_000;

    /// <summary>Real time without one step, after which the explorer gives up.</summary>
    /// <value>5 seconds.</value>
    /// <remarks>
    /// The only real clock in the explorer. It never turns into a verdict of failure: a thread that really blocks,
    /// or computes for long without touching shared state, makes the outcome inconclusive.
    /// </remarks>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs one schedule only: the one that <see cref="ExplorationResult.Replay"/> of a failure names.</summary>
    /// <value>null: the strategy chooses.</value>
    public string? Replay { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPreemptions);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSchedules, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStepsPerSchedule, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallLimit, TimeSpan.Zero);
    }
}
