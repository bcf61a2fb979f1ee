using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>
/// WriteHBInitRead and CyclicHB: one client must see all writes in one order. Each of its reads puts the writes that are
/// before the read also before the write that it saw, until nothing changes. It is enough to do this for each client's last
/// operation, whose order holds those of all earlier ones.
/// </summary>
internal sealed class HappenedBefore(RegisterHistory registers, CausalOrder order)
{
    private const DependencyKind All = DependencyKind.Session | DependencyKind.WriteRead | DependencyKind.WriteWrite;
    private readonly Digraph _causes = new(registers.Accesses.Count, order.Edges);
    private readonly CausalStory _story = new(registers);

    public Anomaly? Find()
    {
        var clocks = Clocks.Of(order, _causes)!;
        var sessions = order.Chains.Where(chain => chain.Count > 0);
        return sessions.Select(session => Of(session, clocks)).FirstOrDefault(anomaly => anomaly is not null);
    }

    private Anomaly? Of(IReadOnlyList<int> session, Clocks causal)
    {
        var last = session[^1];
        var edges = order.Edges.Where(edge => causal.Covers(last, edge.To)).ToList();
        while (true)
        {
            var graph = new Digraph(registers.Accesses.Count, edges);
            if (Clocks.Of(order, graph) is not { } clocks) return Cyclic(graph, session);
            var before = edges.Count;
            foreach (var read in session.Where(node => !registers.Accesses[node].IsWrite))
            {
                var seen = registers.WriteOf[read];
                foreach (var write in order.LastWrites(registers.Accesses[read].Register.Key, clocks, read))
                {
                    if (seen < 0) return InitialRead(graph, write, read);
                    if (write != seen && !clocks.Covers(seen, write))
                        edges.Add(new Edge(write, seen, DependencyKind.WriteWrite, read));
                }
            }

            if (edges.Count == before) return null;
        }
    }

    private Anomaly Cyclic(Digraph graph, IReadOnlyList<int> session)
    {
        var cycle = new CycleSearch(graph, 1_000_000).Shortest(CycleKind.Any(All)) ?? new CycleSearch(graph, 0).First(All)!;
        var client = registers.Accesses[session[0]].Source.Client;
        return _story.Anomaly(
            "CyclicHB", $"client {client} cannot have seen all these writes in one order: it would run in a circle.",
            _story.Tell(cycle));
    }

    private Anomaly InitialRead(Digraph graph, int write, int read)
    {
        var path = new CycleSearch(graph, long.MaxValue).Path(write, read, All)!;
        var (stale, newer) = (RegisterHistory.Tell(registers.Accesses[read]), RegisterHistory.Tell(registers.Accesses[write]));
        var summary = $"{stale} returned the initial value although, for its client, {newer} was before.";
        return _story.Anomaly("WriteHBInitRead", summary, _story.Tell(path));
    }
}
