namespace Katas.Engine.Consistency.Graphs;

/// <summary>A directed graph with its edges sorted by where they begin.</summary>
internal sealed class Digraph
{
    private readonly Edge[] _edges;
    private readonly int[] _start;

    public Digraph(int nodes, IReadOnlyList<Edge> edges)
    {
        (NodeCount, _edges, _start) = (nodes, new Edge[edges.Count], new int[nodes + 1]);
        foreach (var edge in edges) _start[edge.From + 1]++;
        for (var node = 0; node < nodes; node++) _start[node + 1] += _start[node];
        var next = _start.AsSpan(0, nodes).ToArray();
        foreach (var edge in edges) _edges[next[edge.From]++] = edge;
    }

    public int NodeCount { get; }

    /// <summary>All edges; the place of an edge here is its number.</summary>
    public ReadOnlySpan<Edge> Edges => _edges;

    /// <summary>The numbers of the edges that leave a node: from the first up to, and without, the second.</summary>
    public (int First, int End) From(int node) => (_start[node], _start[node + 1]);

    /// <summary>The nodes with each before its successors; shorter than all nodes if there is a cycle.</summary>
    public List<int> TopologicalOrder()
    {
        var incoming = new int[NodeCount];
        foreach (var edge in _edges) incoming[edge.To]++;
        var order = new List<int>(NodeCount);
        for (var node = 0; node < NodeCount; node++)
        {
            if (incoming[node] == 0) order.Add(node);
        }

        for (var done = 0; done < order.Count; done++)
        {
            var (first, end) = From(order[done]);
            for (var i = first; i < end; i++)
            {
                if (--incoming[_edges[i].To] == 0) order.Add(_edges[i].To);
            }
        }

        return order;
    }
}
