namespace Katas.Engine.Consistency.Graphs;

/// <summary>Finds a shortest cycle of a kind, breadth first from each edge that may begin one.</summary>
/// <param name="graph">The graph.</param>
/// <param name="maxSteps">How many edges may be followed in all; then the best so far is kept.</param>
internal sealed class CycleSearch(Digraph graph, long maxSteps)
{
    private const int States = 4;
    private readonly int[] _seen = new int[graph.NodeCount * States];
    private readonly int[] _cameBy = new int[graph.NodeCount * States];
    private readonly int[] _cameFrom = new int[graph.NodeCount * States];
    private readonly List<int> _level = [];
    private readonly List<int> _nextLevel = [];
    private int _round;
    private long _steps;

    /// <summary>Whether the budget ended: what was found may not be the shortest, and more may be there.</summary>
    public bool Exhausted => _steps >= maxSteps;

    /// <summary>A shortest cycle of the kind that visits no node twice; <see langword="null"/>: none was found.</summary>
    /// <remarks>
    /// A kind that counts edges may be met only by going round one cycle twice, or round two that touch. Such a walk is
    /// dropped: each of its parts is a cycle of a simpler kind, and is found as such.
    /// </remarks>
    public IReadOnlyList<Edge>? Shortest(CycleKind kind)
    {
        var components = new Components(graph, kind.Start | kind.Rest);
        List<Edge>? best = null;
        for (var number = 0; number < graph.Edges.Length && !Exhausted; number++)
        {
            var edge = graph.Edges[number];
            if ((edge.Kind & kind.Start) == 0 || !components.MayCycle(edge)) continue;
            var found = WayBack(edge, kind, components, best?.Count ?? int.MaxValue);
            if (found is null || found.Select(each => each.From).Distinct().Count() < found.Count) continue;
            best = found;
            if (best.Count == 2) break;
        }

        return best;
    }

    /// <summary>A cycle of any of these kinds, if there is one, whatever is left of the budget. Not always a shortest.</summary>
    public IReadOnlyList<Edge>? First(DependencyKind kinds)
    {
        var components = new Components(graph, kinds);
        foreach (var edge in graph.Edges)
        {
            if (components.MayCycle(edge)) return WayBack(edge, CycleKind.Any(kinds), components, int.MaxValue);
        }

        return null;
    }

    /// <summary>A shortest path; <see langword="null"/>: there is none.</summary>
    public IReadOnlyList<Edge>? Path(int from, int to, DependencyKind kinds) =>
        Walk(from, to, CycleKind.Any(kinds), null, int.MaxValue) is { } states ? Edges(states) : null;

    private List<Edge>? WayBack(Edge edge, CycleKind kind, Components components, int shorterThan)
    {
        if (edge.From == edge.To) return kind.Accepts(kind.Initial) ? [edge] : null;
        return Walk(edge.To, edge.From, kind, components, shorterThan - 1) is { } end ? [edge, .. Edges(end)] : null;
    }

    /// <summary>Walks until the target is reached in a state that the kind accepts; its node and state, or null.</summary>
    private int? Walk(int from, int to, CycleKind kind, Components? within, int shorterThan)
    {
        _round++;
        _level.Clear();
        _level.Add((from * States) + kind.Initial);
        (_seen[_level[0]], _cameBy[_level[0]]) = (_round, -1);
        for (var length = 1; length < shorterThan && _level.Count > 0; length++)
        {
            _nextLevel.Clear();
            foreach (var at in _level)
            {
                var (first, end) = graph.From(at / States);
                for (var i = first; i < end; i++)
                {
                    _steps++;
                    var edge = graph.Edges[i];
                    var state = kind.Next(at % States, edge.Kind);
                    if (state < 0 || (within is not null && !within.MayCycle(edge))) continue;
                    var next = (edge.To * States) + state;
                    if (_seen[next] == _round) continue;
                    (_seen[next], _cameBy[next], _cameFrom[next]) = (_round, i, at);
                    if (edge.To == to && kind.Accepts(state)) return next;
                    _nextLevel.Add(next);
                }
            }

            _level.Clear();
            _level.AddRange(_nextLevel);
        }

        return null;
    }

    private List<Edge> Edges(int? end)
    {
        var path = new List<Edge>();
        for (var at = end!.Value; _cameBy[at] >= 0; at = _cameFrom[at]) path.Add(graph.Edges[_cameBy[at]]);
        path.Reverse();
        return path;
    }
}
