using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>
/// Looks for a shortest cycle of each kind that a level forbids, first without and then with session and real time.
/// </summary>
internal sealed class CycleAnomalies(Digraph graph, Story story, Findings findings, ListAppendOptions options)
{
    private const DependencyKind Order = DependencyKind.Session | DependencyKind.RealTime;
    private readonly CycleSearch _search = new(graph, options.MaxSteps);

    /// <summary>Adds what it finds.</summary>
    /// <returns>Why it cannot be told whether there is more that the level forbids; empty: it can.</returns>
    public string Find()
    {
        var found = false;
        foreach (var kind in Forbidden(options.Level))
        {
            if (Simplest(kind) is not { } cycle) continue;
            found = true;
            Report(cycle.Kind.Name, cycle.Edges);
        }

        return found || !_search.Exhausted ? "" : Fallback();
    }

    private static CycleKind[] Forbidden(IsolationLevel level) => level switch
    {
        IsolationLevel.ReadUncommitted => [CycleKind.G0],
        IsolationLevel.ReadCommitted => [CycleKind.G0, CycleKind.G1c],
        IsolationLevel.SnapshotIsolation => [CycleKind.G0, CycleKind.G1c, CycleKind.GSingle, CycleKind.GNonadjacent],
        _ => [CycleKind.G0, CycleKind.G1c, CycleKind.GSingle, CycleKind.GNonadjacent, CycleKind.G2],
    };

    private (CycleKind Kind, IReadOnlyList<Edge> Edges)? Simplest(CycleKind kind)
    {
        List<CycleKind> variants = [kind];
        if (options.ProcessOrder) variants.Add(kind.With(DependencyKind.Session, "-process"));
        if (options.RealTimeOrder)
            variants.Add(kind.With(options.ProcessOrder ? Order : DependencyKind.RealTime, "-realtime"));
        foreach (var variant in variants)
        {
            if (_search.Shortest(variant) is { } edges) return (variant, edges);
        }

        return null;
    }

    private void Report(string name, IReadOnlyList<Edge> cycle)
    {
        var dependencies = cycle.Select(story.Tell).ToList();
        var names = string.Join(", ", dependencies.Select(each => $"T{each.From}"));
        var shortest = _search.Exhausted ? " (perhaps not the shortest)" : "";
        findings.Add(name, $"each of {names} would have to come before the next, and the last before the first{shortest}.",
            [.. dependencies.Select(each => each.From)], dependencies);
    }

    /// <summary>The budget ended with nothing found: any cycle at all, by its own name.</summary>
    private string Fallback()
    {
        var order = (options.ProcessOrder ? DependencyKind.Session : 0) | (options.RealTimeOrder ? DependencyKind.RealTime : 0);
        var kinds = Forbidden(options.Level).Aggregate(order, (sum, kind) => sum | kind.Start | kind.Rest);
        if (_search.First(kinds) is not { } cycle) return "";
        var name = NameOf(cycle);
        if (options.Level == IsolationLevel.SnapshotIsolation && name == CycleKind.G2.Name)
            return $"After {options.MaxSteps} steps no cycle that snapshot isolation forbids was found, and there are others.";
        Report(name, cycle);
        return "";
    }

    private static string NameOf(IReadOnlyList<Edge> cycle)
    {
        var anti = cycle.Select(edge => edge.Kind == DependencyKind.ReadWrite).ToList();
        var kind = anti.Count(each => each) switch
        {
            0 => cycle.Any(edge => edge.Kind == DependencyKind.WriteRead) ? CycleKind.G1c : CycleKind.G0,
            1 => CycleKind.GSingle,
            _ => anti.Where((each, i) => each && anti[(i + 1) % anti.Count]).Any() ? CycleKind.G2 : CycleKind.GNonadjacent,
        };
        return kind.Name;
    }
}
