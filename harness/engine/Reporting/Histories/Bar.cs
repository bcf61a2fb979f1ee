using Katas.Engine.Histories;

namespace Katas.Engine.Reporting.Histories;

/// <summary>An operation in a diagram.</summary>
/// <param name="Operation">As recorded.</param>
/// <param name="Label">What stands on it.</param>
internal sealed record Bar(Operation Operation, string Label)
{
    /// <summary>Its place in the order of linearization points, from 1; 0: it has none.</summary>
    public int Number { get; init; }

    /// <summary>The state after it, in words; <see langword="null"/>: not known.</summary>
    public string? StateAfter { get; init; }

    /// <summary>Whether only its call matters.</summary>
    public bool Relaxed { get; init; }

    /// <summary>Whether it is the one that has no legal point.</summary>
    public bool Impossible { get; init; }

    /// <summary>Whether it stands back, because the diagram is about others.</summary>
    public bool Muted { get; init; }

    /// <summary>Whether its return is drawn.</summary>
    public bool HasEnd => !Relaxed && Operation.Ending != Ending.Open;
}
