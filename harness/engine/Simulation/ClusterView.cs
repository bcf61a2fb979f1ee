using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>What an outsider who sees everything at once knows of a running cluster. Properties and nemeses ask it.</summary>
/// <remarks>To be read during the call that got it, and not changed.</remarks>
public sealed class ClusterView
{
    private static readonly List<Observation> None = [];
    private readonly Dictionary<string, List<Observation>> _byName = [];
    private readonly List<Observation> _observations = [];
    private readonly Dictionary<NodeId, NodeView> _byId;

    internal ClusterView(IReadOnlyList<NodeView> nodes, IReadOnlyList<NodeId>? services = null)
    {
        (Nodes, Services) = (nodes, services ?? []);
        _byId = nodes.ToDictionary(node => node.Id);
    }

    /// <summary>The machines, workers among them; no clients and no services.</summary>
    public IReadOnlyList<NodeView> Nodes { get; }

    /// <summary>
    /// What stands beside the cluster and is not harmed, except that a machine that is cut off does not reach it.
    /// </summary>
    public IReadOnlyList<NodeId> Services { get; }

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Now { get; internal set; }

    /// <summary>Whether all faults are over.</summary>
    public bool HasHealed { get; internal set; }

    /// <summary>All that was observed so far, in order.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>The observation that was just made; null when it was something else that just happened.</summary>
    public Observation? Latest { get; internal set; }

    /// <summary>A machine.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public NodeView this[NodeId node] => _byId[node];

    /// <summary>All observations of that name, in order.</summary>
    public IReadOnlyList<Observation> All(string name) => _byName.GetValueOrDefault(name, None);

    internal void Add(Observation observation)
    {
        Latest = observation;
        _observations.Add(observation);
        if (!_byName.TryGetValue(observation.Name, out var all)) _byName.Add(observation.Name, all = []);
        all.Add(observation);
        if (_byId.TryGetValue(observation.Node, out var node)) node.Set(observation);
    }
}
