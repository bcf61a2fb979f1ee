using Katas.Simulation;

namespace Katas.Engine.Simulation.Faults;

/// <summary>Two groups of machines; equal when the members are.</summary>
/// <param name="Left">The first group.</param>
/// <param name="Right">The second; a machine in both is a bridge.</param>
public sealed record NodeGroups(IReadOnlyList<NodeId> Left, IReadOnlyList<NodeId> Right)
{
    /// <summary>Whether a message between the two has to cross from one group to the other.</summary>
    public bool Separate(NodeId from, NodeId to, bool isOneWay) =>
        Crosses(from, to, Left, Right) || (!isOneWay && Crosses(from, to, Right, Left));

    /// <inheritdoc/>
    public bool Equals(NodeGroups? other) =>
        other is not null && Left.SequenceEqual(other.Left) && Right.SequenceEqual(other.Right);

    /// <inheritdoc/>
    public override int GetHashCode() => Left.Concat(Right).Aggregate(17, (hash, node) => (hash * 31) + node.GetHashCode());

    /// <inheritdoc/>
    public override string ToString() => ToString(" | ");

    /// <summary>With a sign of one's own between the groups.</summary>
    public string ToString(string between) => $"{{{string.Join(", ", Left)}}}{between}{{{string.Join(", ", Right)}}}";

    /// <remarks>A bridge is in both groups, so what it sends or gets crosses nothing.</remarks>
    private static bool Crosses(NodeId from, NodeId to, IReadOnlyList<NodeId> here, IReadOnlyList<NodeId> there) =>
        here.Contains(from) && there.Contains(to) && !there.Contains(from) && !here.Contains(to);
}
