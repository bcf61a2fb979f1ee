using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>The bad patterns that all three causal conditions forbid.</summary>
internal sealed class CausalPatterns(RegisterHistory registers, CausalOrder order)
{
    private const DependencyKind Causes = DependencyKind.Session | DependencyKind.WriteRead;
    private readonly Digraph _graph = new(registers.Accesses.Count, order.Edges);
    private readonly CausalStory _story = new(registers);

    private CycleSearch Search => new(_graph, long.MaxValue);

    public Anomaly? ThinAirRead()
    {
        var node = Array.IndexOf(registers.WriteOf, RegisterHistory.Nobody);
        if (node < 0) return null;
        var read = registers.Accesses[node];
        return new Anomaly(
            "ThinAirRead", $"{RegisterHistory.Tell(read)} returned what nobody ever wrote.", [read.Source.Index], []);
    }

    public Anomaly? CyclicCO()
    {
        if (_graph.TopologicalOrder().Count == _graph.NodeCount) return null;
        var cycle = new CycleSearch(_graph, 1_000_000).Shortest(CycleKind.Any(Causes)) ?? Search.First(Causes)!;
        const string Summary = "each of these would have to cause the next, and the last the first.";
        return _story.Anomaly("CyclicCO", Summary, _story.Tell(cycle));
    }

    /// <summary>
    /// WriteCOInitRead and WriteCORead: a read of what another write, which the reader causally knew of, had overwritten. Of
    /// a client's writes only its last that the reader knew of needs a look: what was before any of them was before it.
    /// </summary>
    public Anomaly? OverwrittenRead()
    {
        var clocks = Clocks.Of(order, _graph)!;
        foreach (var read in registers.Accesses.Where(access => !access.IsWrite))
        {
            var source = registers.WriteOf[read.Node];
            foreach (var write in order.LastWrites(read.Register.Key, clocks, read.Node))
            {
                if (write == source || (source >= 0 && !clocks.Covers(write, source))) continue;
                return Overwritten(read, source, registers.Accesses[write]);
            }
        }

        return null;
    }

    private Anomaly Overwritten(Access read, int source, Access write)
    {
        var (stale, newer) = (RegisterHistory.Tell(read), RegisterHistory.Tell(write));
        var after = _story.Tell(Search.Path(write.Node, read.Node, Causes)!);
        if (source < 0)
            return _story.Anomaly("WriteCOInitRead", $"{stale} returned the initial value although {newer} caused it.", after);
        var before = _story.Tell(Search.Path(source, write.Node, Causes)!);
        var old = RegisterHistory.Tell(registers.Accesses[source]);
        return _story.Anomaly(
            "WriteCORead", $"{stale} returned the value of {old}, overwritten by {newer}.", [.. before, .. after]);
    }
}
