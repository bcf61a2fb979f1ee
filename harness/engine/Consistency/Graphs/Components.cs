namespace Katas.Engine.Consistency.Graphs;

/// <summary>
/// Strongly connected components: every cycle lies within one. Tarjan, "Depth-first search and linear graph algorithms",
/// SIAM J. Comput. 1972, without recursion, because a cycle may be as long as the history.
/// </summary>
internal sealed class Components
{
    private readonly Digraph _graph;
    private readonly DependencyKind _allowed;
    private readonly int[] _index;
    private readonly int[] _low;
    private readonly Stack<int> _open = [];
    private readonly Stack<(int Node, int NextEdge)> _path = [];
    private int _nextIndex = 1;
    private int _found;

    /// <param name="graph">The graph.</param>
    /// <param name="allowed">Edges of other kinds are not there.</param>
    public Components(Digraph graph, DependencyKind allowed)
    {
        (_graph, _allowed) = (graph, allowed);
        (_index, _low, Of) = (new int[graph.NodeCount], new int[graph.NodeCount], new int[graph.NodeCount]);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            if (_index[node] == 0) Visit(node);
        }
    }

    /// <summary>The number of each node's component, from 1.</summary>
    public int[] Of { get; }

    /// <summary>Whether an edge may be part of a cycle.</summary>
    public bool MayCycle(Edge edge) => (edge.Kind & _allowed) != 0 && Of[edge.From] == Of[edge.To];

    private void Visit(int root)
    {
        Open(root);
        while (_path.TryPop(out var at))
        {
            var (node, edge) = at;
            if (edge == _graph.From(node).End)
            {
                if (_low[node] == _index[node]) Close(node);
                if (_path.TryPeek(out var above)) _low[above.Node] = Math.Min(_low[above.Node], _low[node]);
                continue;
            }

            _path.Push((node, edge + 1));
            if ((_graph.Edges[edge].Kind & _allowed) == 0) continue;
            var to = _graph.Edges[edge].To;
            if (_index[to] == 0) Open(to);
            else if (Of[to] == 0) _low[node] = Math.Min(_low[node], _index[to]);
        }
    }

    private void Open(int node)
    {
        _index[node] = _low[node] = _nextIndex++;
        _open.Push(node);
        _path.Push((node, _graph.From(node).First));
    }

    private void Close(int root)
    {
        _found++;
        int node;
        do
        {
            node = _open.Pop();
            Of[node] = _found;
        }
        while (node != root);
    }
}
