using System.Diagnostics.CodeAnalysis;

namespace Katas.Simulation;

/// <summary>The name of a machine in a cluster: <c>n1</c>.</summary>
/// <param name="Name">As the diagrams show it.</param>
/// <remarks>
/// Ordered by ordinal comparison, and its hash code is the same in every process: a dictionary over it, an immutable one too,
/// enumerates alike in each run of one seed.
/// </remarks>
[SuppressMessage("Design", "CA1036", Justification = "Names have an order to be sorted by; none is less than another.")]
public readonly record struct NodeId(string Name) : IComparable<NodeId>
{
    /// <inheritdoc/>
    public int CompareTo(NodeId other) => string.CompareOrdinal(Name, other.Name);

    /// <summary>FNV-1a over the name: <c>string.GetHashCode</c> differs from process to process.</summary>
    public override int GetHashCode()
    {
        var hash = 2166136261;
        foreach (var letter in Name ?? "") hash = (hash ^ letter) * 16777619;
        return (int)hash;
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";
}
