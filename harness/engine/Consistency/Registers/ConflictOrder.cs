using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>
/// CyclicCF: where all clients settle conflicts the same way, a write that a reader knew of comes before the write that it
/// saw. These orders and causality must not run in a circle.
/// </summary>
internal sealed class ConflictOrder(RegisterHistory registers, CausalOrder order)
{
    private const DependencyKind All = DependencyKind.Session | DependencyKind.WriteRead | DependencyKind.WriteWrite;

    public Anomaly? CyclicCF()
    {
        var count = registers.Accesses.Count;
        var clocks = Clocks.Of(order, new Digraph(count, order.Edges))!;
        var edges = new List<Edge>(order.Edges);
        foreach (var read in registers.Accesses)
        {
            var seen = registers.WriteOf[read.Node];
            if (read.IsWrite || seen < 0) continue;
            var others = order.LastWrites(read.Register.Key, clocks, read.Node).Where(write => write != seen);
            edges.AddRange(others.Select(write => new Edge(write, seen, DependencyKind.WriteWrite, read.Node)));
        }

        var graph = new Digraph(count, edges);
        if (graph.TopologicalOrder().Count == count) return null;
        var cycle = new CycleSearch(graph, 1_000_000).Shortest(CycleKind.Any(All)) ?? new CycleSearch(graph, 0).First(All)!;
        var story = new CausalStory(registers);
        const string Summary = "no single order of conflicting writes fits what all clients saw: it would run in a circle.";
        return story.Anomaly("CyclicCF", Summary, story.Tell(cycle));
    }
}
