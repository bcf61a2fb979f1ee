using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>Says why one transaction comes before another.</summary>
internal sealed class Story(IReadOnlyList<Transaction> transactions, IReadOnlyList<KeyHistory> keys)
{
    private const int MostShown = 6;

    public static string Key(object? key) => key as string ?? Show.Value(key);

    /// <summary>A list as it was read: a long one by its end, which is what matters.</summary>
    public static string List(Sequence<object?> values, int count)
    {
        var first = Math.Max(0, count - MostShown);
        var shown = Enumerable.Range(first, count - first).Select(i => Show.Value(values[i]));
        return $"[{(first > 0 ? "…, " : "")}{string.Join(", ", shown)}]";
    }

    public Dependency Tell(Graphs.Edge edge)
    {
        var (from, to) = (transactions[edge.From], transactions[edge.To]);
        var why = $"{Reason(edge, from.Name, to.Name)}: {from.Name} before {to.Name}";
        return new Dependency(from.Index, to.Index, edge.Kind, why);
    }

    private string Reason(Graphs.Edge edge, string from, string to)
    {
        if (edge.Kind == DependencyKind.Session) return $"process {transactions[edge.From].Process} ran {from}, and then {to}";
        if (edge.Kind == DependencyKind.RealTime) return $"{from} had ended when {to} began";
        var key = keys[edge.First];
        var (name, at) = (Key(key.Key), edge.Second);
        var value = Show.Value(key.Versions[at].Value);
        var previous = Math.Min(at, key.OrderedCount) - 1;
        var before = previous < 0 ? "" : Show.Value(key.Versions[previous].Value);
        return edge.Kind switch
        {
            DependencyKind.WriteRead => $"{from} appended {value} to {name}, and {to} read {name} up to it",
            DependencyKind.ReadWrite when at >= key.OrderedCount =>
                $"{from} read {name} {UpTo(key, previous)}, without the {value} that {to} appended, which nobody ever read",
            DependencyKind.ReadWrite => $"{from} read {name} {UpTo(key, previous)}, without the {value} that {to} appended next",
            _ when at >= key.OrderedCount =>
                $"{from} appended {before} to {name}, and {to} appended {value}, which no read shows yet",
            _ => $"{from} appended {before} to {name}, and {to} appended {value} right after it",
        };
    }

    private static string UpTo(KeyHistory key, int last) =>
        last < 0 ? "as empty" : $"up to {Show.Value(key.Versions[last].Value)}";
}
