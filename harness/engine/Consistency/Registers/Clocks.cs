using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>
/// A vector clock for each operation: how many operations of each chain are before it or it itself. Fidge and Mattern 1988.
/// </summary>
internal sealed class Clocks
{
    private readonly int[] _entries;
    private readonly int _chains;
    private readonly CausalOrder _order;

    private Clocks(CausalOrder order, int nodes) =>
        (_order, _chains, _entries) = (order, order.Chains.Count, new int[nodes * order.Chains.Count]);

    /// <summary>How many operations of a chain are in an operation's past.</summary>
    public int this[int node, int chain] => _entries[(node * _chains) + chain];

    /// <summary>The clocks of a graph whose edges hold the chains' own order; <see langword="null"/>: it has a cycle.</summary>
    public static Clocks? Of(CausalOrder order, Digraph graph)
    {
        var sorted = graph.TopologicalOrder();
        if (sorted.Count < graph.NodeCount) return null;
        var clocks = new Clocks(order, graph.NodeCount);
        foreach (var node in sorted) clocks.Advance(node, graph);
        return clocks;
    }

    /// <summary>Whether one operation is before another, or is it.</summary>
    public bool Covers(int later, int earlier) => this[later, _order.ChainOf[earlier]] >= _order.PlaceOf[earlier];

    private Span<int> Row(int node) => _entries.AsSpan(node * _chains, _chains);

    /// <summary>Every earlier node has already told this one what it knows.</summary>
    private void Advance(int node, Digraph graph)
    {
        var own = Row(node);
        own[_order.ChainOf[node]] = _order.PlaceOf[node];
        var (first, end) = graph.From(node);
        for (var i = first; i < end; i++)
        {
            var later = Row(graph.Edges[i].To);
            for (var chain = 0; chain < own.Length; chain++) later[chain] = Math.Max(later[chain], own[chain]);
        }
    }
}
