namespace Katas.Engine.Interleaving.Running;

/// <summary>How one schedule ended, unless it simply passed.</summary>
internal sealed record Verdict(ExplorationOutcome Outcome, Exception? Failure, string? Reason);
