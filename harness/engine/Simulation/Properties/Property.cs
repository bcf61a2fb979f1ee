namespace Katas.Engine.Simulation.Properties;

/// <summary>When a property is asked.</summary>
internal enum PropertyKind
{
    Always, Sometimes, EventuallyAfterHeal, AtTheEnd,
}

/// <summary>One thing that must hold.</summary>
/// <param name="Name">The promise in domain words.</param>
/// <param name="Kind">When it is asked.</param>
internal sealed record Property(string Name, PropertyKind Kind)
{
    public Func<ClusterView, string?>? Violation { get; init; }

    public Func<ClusterView, bool>? Holds { get; init; }

    public Func<ClusterView, string>? Closest { get; init; }

    public TimeSpan Within { get; init; }
}
