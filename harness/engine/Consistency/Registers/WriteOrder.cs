using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>Why one write must come before another.</summary>
/// <param name="Guarantees">What asks for it; none: the version numbers.</param>
/// <param name="By">What the client did last, where the order shows.</param>
/// <param name="Known">For a read that must have seen the earlier write: what made the client know of it.</param>
internal sealed record Demand(SessionGuarantee Guarantees, Access? By, Access? Known);

/// <summary>Collects what the guarantees demand of the order of the writes: an order fits if it has no circle.</summary>
internal sealed class WriteOrder(RegisterHistory registers, SessionGuarantee guarantees)
{
    public const int MostEdges = 5_000_000;
    private const DependencyKind All = DependencyKind.Session | DependencyKind.WriteRead | DependencyKind.WriteWrite;
    private readonly List<Edge> _edges = [];
    private readonly List<Demand> _demands = [];

    /// <summary>For each write those that monotonic writes and writes-follow-reads put before it, by their demands.</summary>
    private readonly Dictionary<int, List<int>> _brings = [];

    private Anomaly? _initial;

    public bool IsIncomplete => _edges.Count >= MostEdges;

    /// <summary>Orders each key's writes by their version numbers.</summary>
    /// <returns>Why that cannot be done; empty: it is done.</returns>
    public string Add(Func<object?, object?, long> versions)
    {
        var numbered = registers.Accesses.Where(access => access.IsWrite)
            .Select(write => (Write: write, Number: versions(write.Register.Key, write.Register.Value)));
        foreach (var key in numbered.GroupBy(each => (each.Write.Register.Key, 0)))
        {
            var sorted = key.OrderBy(each => each.Number).ToList();
            foreach (var (earlier, later) in sorted.Zip(sorted.Skip(1)))
            {
                var (first, second) = (earlier.Write, later.Write);
                if (earlier.Number == later.Number)
                    return $"{RegisterHistory.Tell(first)} and {RegisterHistory.Tell(second)} have the same version number.";
                Require(first.Node, second.Node, DependencyKind.WriteWrite, new Demand(SessionGuarantee.None, null, null));
            }
        }

        return "";
    }

    /// <summary>Adds what the guarantees demand.</summary>
    public void AddSessions()
    {
        var sessions = registers.Sessions.ToList();
        foreach (var session in sessions) OrderWrites(session);
        foreach (var session in sessions) new SessionKnowledge(registers, guarantees, this).Follow(session);
    }

    /// <summary>What contradicts itself, with a shortest circle; <see langword="null"/>: some order fits.</summary>
    public Anomaly? Find()
    {
        if (_initial is not null) return _initial;
        var graph = new Digraph(registers.Accesses.Count, _edges);
        if (graph.TopologicalOrder().Count == graph.NodeCount) return null;
        var cycle = new CycleSearch(graph, 1_000_000).Shortest(CycleKind.Any(All)) ?? new CycleSearch(graph, 0).First(All)!;
        var names = cycle.Aggregate(SessionGuarantee.None, (sum, edge) => sum | _demands[edge.First].Guarantees);
        var dependencies = cycle.Select(edge => SessionStory.Tell(registers, edge, _demands[edge.First])).ToList();
        var reads = cycle.Select(edge => _demands[edge.First].By).OfType<Access>().Where(by => !by.IsWrite);
        int[] involved = [.. dependencies.Select(each => each.From), .. reads.Select(read => read.Source.Index)];
        var summary = SessionStory.Summary(cycle.Count);
        return new Anomaly(SessionGuarantees.Name(names), summary, [.. involved.Distinct()], dependencies);
    }

    /// <summary>The writes that every set with this write holds, too, one step away.</summary>
    public IReadOnlyList<int> Brings(int write) => _brings.GetValueOrDefault(write) ?? [];

    public void Require(int earlier, int later, DependencyKind kind, Demand demand)
    {
        if (IsIncomplete) return;
        _edges.Add(new Edge(earlier, later, kind, _demands.Count));
        _demands.Add(demand);
    }

    /// <summary>A read returned the initial value although its client knew of a write.</summary>
    public void ReportInitial(Access read, Access known, Demand demand)
    {
        var dependency = SessionStory.Tell(
            registers, new Edge(known.Node, read.Node, DependencyKind.Session), demand with { By = read });
        _initial ??= new Anomaly(
            SessionGuarantees.Name(demand.Guarantees),
            $"{RegisterHistory.Tell(read)} returned the initial value although the client knew of {RegisterHistory.Tell(known)}.",
            [known.Source.Index, read.Source.Index],
            [dependency]);
    }

    /// <summary>
    /// Monotonic writes and writes-follow-reads. With the former, what was read before the client's last write is already
    /// before that write.
    /// </summary>
    private void OrderWrites(IReadOnlyList<Access> session)
    {
        var inOrder = guarantees.HasFlag(SessionGuarantee.MonotonicWrites);
        Access? last = null;
        var reads = new List<Access>();
        foreach (var access in session)
        {
            if (!access.IsWrite) reads.Add(access);
            if (!access.IsWrite) continue;
            if (last is not null && inOrder) Bring(last.Node, access, last, SessionGuarantee.MonotonicWrites);
            if (guarantees.HasFlag(SessionGuarantee.WritesFollowReads))
            {
                foreach (var read in reads.Where(read => registers.WriteOf[read.Node] >= 0))
                    Bring(registers.WriteOf[read.Node], access, read, SessionGuarantee.WritesFollowReads);
            }

            if (access.IsOpen) continue;
            last = access;
            if (inOrder) reads.Clear();
        }
    }

    private void Bring(int earlier, Access later, Access known, SessionGuarantee guarantee)
    {
        Require(earlier, later.Node, DependencyKind.Session, new Demand(guarantee, later, known));
        if (!_brings.TryGetValue(later.Node, out var list)) _brings.Add(later.Node, list = []);
        list.Add(earlier);
    }
}
