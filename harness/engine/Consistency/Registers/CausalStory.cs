using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>Says in words why operations come one after another, with steps of one client in one line.</summary>
internal sealed class CausalStory(RegisterHistory registers)
{
    public IReadOnlyList<Dependency> Tell(IReadOnlyList<Edge> edges)
    {
        var told = new List<Dependency>();
        for (var i = 0; i < edges.Count; i++)
        {
            var (from, kind) = (edges[i].From, edges[i].Kind);
            while (kind == DependencyKind.Session && i + 1 < edges.Count && edges[i + 1].Kind == kind) i++;
            told.Add(Tell(edges[i] with { From = from }));
        }

        return told;
    }

    public Dependency Tell(Edge edge)
    {
        var (from, to) = (registers.Accesses[edge.From], registers.Accesses[edge.To]);
        var (first, second) = (RegisterHistory.Tell(from), RegisterHistory.Tell(to));
        var why = edge.Kind switch
        {
            DependencyKind.Session => $"client {from.Source.Client} called {from.Text}, and then {to.Text}",
            DependencyKind.WriteRead => $"{second} saw {first}",
            _ => $"{RegisterHistory.Tell(registers.Accesses[edge.First])} saw the latter though {first} was before it: " +
                 $"{first} is overwritten by {second}",
        };
        return new Dependency(from.Source.Index, to.Source.Index, edge.Kind, why);
    }

    public Anomaly Anomaly(string name, string summary, params IReadOnlyList<Dependency> dependencies) =>
        new(name, summary, [.. dependencies.SelectMany(each => new[] { each.From, each.To }).Distinct()], dependencies);
}
