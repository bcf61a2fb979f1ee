namespace Katas.Engine.Interleaving;

/// <summary>What an exploration found.</summary>
public enum ExplorationOutcome
{
    /// <summary>No schedule that was run broke anything; see <see cref="ExplorationResult.Complete"/>.</summary>
    Passed,

    /// <summary>In one schedule the check that runs after all threads threw.</summary>
    PropertyBroken,

    /// <summary>In one schedule an operation, or the creation of the object, threw.</summary>
    OperationThrew,

    /// <summary>In one schedule every unfinished thread waits for another one.</summary>
    Deadlock,

    /// <summary>
    /// In one schedule two accesses meet that the memory model does not order, and the order matters: the schedule itself may
    /// have ended well, on another processor it need not.
    /// </summary>
    DataRace,

    /// <summary>In one schedule threads run for ever without getting on.</summary>
    Livelock,

    /// <summary>In one schedule a thread or task that the subject started failed, and nobody was told.</summary>
    LostFailure,

    /// <summary>Nothing broke, but a schedule did not end within its limits: neither passed nor failed.</summary>
    Inconclusive,
}
