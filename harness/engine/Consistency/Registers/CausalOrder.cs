using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>
/// Session order and reads-from as a graph, and the operations in chains: one for what a client did, and one for each
/// open write, which its client's later operations do not follow.
/// </summary>
internal sealed class CausalOrder
{
    private readonly List<List<int>> _chains = [];
    private readonly Dictionary<object, List<(int Chain, List<int> Writes)>> _writers = [];
    private static readonly object NoKey = new();

    public CausalOrder(RegisterHistory registers)
    {
        var count = registers.Accesses.Count;
        (ChainOf, PlaceOf) = (new int[count], new int[count]);
        foreach (var session in registers.Sessions) AddSession(session);
        for (var node = 0; node < count; node++)
        {
            var write = registers.WriteOf[node];
            if (write >= 0 && write != node) Edges.Add(new Edge(write, node, DependencyKind.WriteRead));
        }

        for (var chain = 0; chain < _chains.Count; chain++) AddWriters(registers, chain);
    }

    /// <summary>Session order (only from each operation to the next) and reads-from.</summary>
    public List<Edge> Edges { get; } = [];

    /// <summary>The operations of each chain, in order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Chains => _chains;

    public int[] ChainOf { get; }

    /// <summary>Each operation's place in its chain, from 1.</summary>
    public int[] PlaceOf { get; }

    /// <summary>The last write of a key by each chain among what a clock covers.</summary>
    public IEnumerable<int> LastWrites(object? key, Clocks clocks, int of)
    {
        foreach (var (chain, writes) in _writers.GetValueOrDefault(key ?? NoKey) ?? [])
        {
            var (low, high, covered) = (0, writes.Count, clocks[of, chain]);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (PlaceOf[writes[middle]] <= covered) low = middle + 1;
                else high = middle;
            }

            if (low > 0) yield return writes[low - 1];
        }
    }

    private void AddSession(IReadOnlyList<Access> session)
    {
        var closed = new List<int>();
        _chains.Add(closed);
        var chain = _chains.Count - 1;
        foreach (var access in session)
        {
            if (closed.Count > 0) Edges.Add(new Edge(closed[^1], access.Node, DependencyKind.Session));
            if (access.IsOpen) _chains.Add([access.Node]);
            else closed.Add(access.Node);
            ChainOf[access.Node] = access.IsOpen ? _chains.Count - 1 : chain;
            PlaceOf[access.Node] = access.IsOpen ? 1 : closed.Count;
        }
    }

    private void AddWriters(RegisterHistory registers, int chain)
    {
        var byKey = _chains[chain].Where(node => registers.Accesses[node].IsWrite)
            .GroupBy(node => registers.Accesses[node].Register.Key ?? NoKey);
        foreach (var writes in byKey)
        {
            if (!_writers.TryGetValue(writes.Key, out var writers)) _writers.Add(writes.Key, writers = []);
            writers.Add((chain, [.. writes]));
        }
    }
}
