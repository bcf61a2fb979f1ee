using Katas.Engine.Linearizability;
using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>What went wrong in a run, and where.</summary>
/// <param name="Finding">What it is.</param>
/// <param name="Property">The promise that broke, in domain words.</param>
/// <param name="Evidence">What happened, and what would have been right.</param>
/// <param name="Time">When, in virtual time.</param>
public sealed record SimulationFailure(SimulationFinding Finding, string Property, string Evidence, TimeSpan Time)
{
    /// <summary>The machine whose doing it is; null where it is nobody's alone.</summary>
    public NodeId? Node { get; init; }

    /// <summary>The step at which it was noticed; -1 for none.</summary>
    public int Step { get; init; } = -1;

    /// <summary>What was thrown; null for none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The judge's verdict; null where it was not asked.</summary>
    public CheckResult? Judged { get; init; }

    /// <summary>Whether it is the same thing as another failure, in a run with other faults.</summary>
    public bool IsLike(SimulationFailure? other) =>
        other is not null && (Finding, Property) == (other.Finding, other.Property)
        && Exception?.GetType() == other.Exception?.GetType();
}
