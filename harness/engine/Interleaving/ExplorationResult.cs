namespace Katas.Engine.Interleaving;

/// <summary>The verdict of an exploration and the schedule that shows it.</summary>
/// <remarks>
/// Within one schedule time does not pass: a wait with a timeout times out only when no other thread can go on.
/// A call into the framework runs as one step, so that two unprotected <c>List.Add</c> never meet inside the list.
/// Schedules are sequentially consistent. What a missing <c>volatile</c> would allow besides is found from the accesses
/// that nothing orders, as <see cref="ExplorationOutcome.DataRace"/>.
/// </remarks>
public sealed record ExplorationResult
{
    /// <summary>What was found.</summary>
    public required ExplorationOutcome Outcome { get; init; }

    /// <summary>What kind of mistake the failing schedule shows.</summary>
    public Finding Finding { get; init; }

    /// <summary>
    /// The failing schedule, shortened, as <see cref="ExplorationOptions.Replay"/> takes it; null when none failed.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>What the check or the operation threw; null for other outcomes.</summary>
    public Exception? Failure { get; init; }

    /// <summary>How many schedules were run.</summary>
    public required int Schedules { get; init; }

    /// <summary>The 1-based number of the schedule that failed; 0 when none did.</summary>
    public int FailingSchedule { get; init; }

    /// <summary>
    /// Whether every schedule was run, up to the order of steps that cannot influence each other; of
    /// <see cref="ExplorationStrategy.PreemptionBounded"/>, every one within the bound: see <see cref="Scope"/>. False when a
    /// thread that spins had to be stopped in favour of the others, and
    /// when a call outside the explorer's control was made.
    /// </summary>
    public bool Complete { get; init; }

    /// <summary>When <see cref="Complete"/>, what was explored: <c>all interleavings</c>; else null.</summary>
    public string? Scope { get; init; }

    /// <summary>How often the failing schedule took the processor from a thread that could have gone on.</summary>
    public int Preemptions { get; init; }

    /// <summary>The failing schedule without the steps that no other thread could notice; empty if none.</summary>
    public IReadOnlyList<TraceStep> Trace { get; init; } = [];

    /// <summary>How many steps the failing schedule had before that.</summary>
    public int OriginalSteps { get; init; }

    /// <summary>The threads' names, in the order of their indices.</summary>
    public required IReadOnlyList<string> ThreadNames { get; init; }

    /// <summary>Call sites of the subject that the explorer does not control.</summary>
    public required IReadOnlyList<UncontrolledCall> Uncontrolled { get; init; }

    /// <summary>Those of <see cref="Uncontrolled"/> that a schedule came to, in the order of their lines.</summary>
    public IReadOnlyList<UncontrolledCall> UncontrolledReached { get; init; } = [];

    /// <summary>After a deadlock: each thread that waits, with its stack of calls; empty for other outcomes.</summary>
    public IReadOnlyList<BlockedThread> Blocked { get; init; } = [];

    /// <summary>
    /// Of a replay: how the schedule that was run is not the one that was asked for, because the code is another one now; null
    /// when it is that one.
    /// </summary>
    public string? ReplayDifference { get; init; }

    /// <summary>
    /// Who waits for whom after a deadlock, why an exploration is inconclusive, or why it is not complete; else null.
    /// </summary>
    public string? Reason { get; init; }
}
