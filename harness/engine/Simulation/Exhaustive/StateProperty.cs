namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>Of which states something is asked.</summary>
internal enum StatePropertyKind
{
    Always, Finally, Reachable,
}

/// <summary>One thing that must hold.</summary>
/// <param name="Name">The promise in domain words.</param>
/// <param name="Kind">Of which states it is asked.</param>
internal sealed record StateProperty(string Name, StatePropertyKind Kind)
{
    public Func<GlobalView, string?>? Violation { get; init; }

    public Func<GlobalView, bool>? Holds { get; init; }
}
