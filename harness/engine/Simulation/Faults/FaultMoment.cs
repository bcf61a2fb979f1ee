using Katas.Simulation;

namespace Katas.Engine.Simulation.Faults;

/// <summary>What a nemesis knows at the moment at which it strikes.</summary>
/// <param name="View">The cluster as it is.</param>
/// <param name="Random">The source of its choices.</param>
public sealed record FaultMoment(ClusterView View, Random Random)
{
    /// <summary>Any machine that is up; null when none is.</summary>
    public NodeId? AnyUp() => Any([.. View.Nodes.Where(node => node.IsUp)]);

    /// <summary>Any machine that is up and for which something holds, such as that it leads; null when there is none.</summary>
    public NodeId? Any(Func<NodeView, bool> wanted) => Any([.. View.Nodes.Where(node => node.IsUp && wanted(node))]);

    /// <summary>
    /// All machines in two groups at random; the first is the smaller one, or each has one of two. Services are with the second.
    /// </summary>
    public NodeGroups Halves()
    {
        var nodes = View.Nodes.Select(node => node.Id).ToArray();
        Random.Shuffle(nodes);
        // Of two machines one: "fewer than half" would leave the first group empty, and cut nothing.
        var minority = nodes.Length == 2 ? 1 : (nodes.Length - 1) / 2;
        return new NodeGroups([.. nodes[..minority].Order()], [.. nodes[minority..].Order(), .. View.Services]);
    }

    /// <summary>One machine alone, and the others, services among them.</summary>
    public NodeGroups Alone(NodeId node) =>
        new([node], [.. View.Nodes.Select(other => other.Id).Where(other => other != node), .. View.Services]);

    /// <summary>Two groups that only one machine, which is in both, can reach. Services are in the second.</summary>
    public NodeGroups Bridge()
    {
        var nodes = View.Nodes.Select(node => node.Id).ToArray();
        Random.Shuffle(nodes);
        var middle = nodes.Length / 2;
        return new NodeGroups([.. nodes[..(middle + 1)].Order()], [.. nodes[middle..].Order(), .. View.Services]);
    }

    /// <summary>Any link with a machine of the cluster at one end at least; null when there is none.</summary>
    public (NodeId From, NodeId To)? AnyLink()
    {
        if (View.Nodes.Count == 0 || View.Nodes.Count + View.Services.Count < 2) return null;
        var one = View.Nodes[Random.Next(View.Nodes.Count)].Id;
        NodeId[] others = [.. Alone(one).Right];
        var other = others[Random.Next(others.Length)];
        return Random.Next(2) == 0 ? (one, other) : (other, one);
    }

    /// <summary>About that long: half of it to one and a half times as much.</summary>
    public TimeSpan About(TimeSpan length) => length * (0.5 + Random.NextDouble());

    private NodeId? Any(IReadOnlyList<NodeView> nodes) => nodes.Count == 0 ? null : nodes[Random.Next(nodes.Count)].Id;
}
