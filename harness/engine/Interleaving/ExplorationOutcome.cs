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

    /// <summary>Nothing broke, but a schedule did not end within its limits: neither passed nor failed.</summary>
    Inconclusive,
}
