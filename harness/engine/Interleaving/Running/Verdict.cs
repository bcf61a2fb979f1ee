namespace Katas.Engine.Interleaving.Running;

/// <summary>How one schedule ended, unless it simply passed.</summary>
internal sealed record Verdict(ExplorationOutcome Outcome, Exception? Failure, string? Reason)
{
    /// <summary>What kind of mistake it is, where that is known at once; else it is told from the steps.</summary>
    public Finding Finding { get; init; }
}
