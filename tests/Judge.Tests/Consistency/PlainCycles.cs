using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

/// <summary>
/// The dependencies of a small history, found pair by pair from their definitions, and every cycle among them. For histories
/// whose reads agree, of committed and aborted transactions.
/// </summary>
internal sealed class PlainCycles(IReadOnlyList<Transaction> transactions)
{
    private readonly List<(int From, int To, string Kind)> _edges = [];
    private readonly Dictionary<string, int> _shortest = [];

    /// <summary>The length of a shortest cycle of each kind.</summary>
    public Dictionary<string, int> Shortest()
    {
        var committed = transactions.Where(each => each.Status == TransactionStatus.Committed).ToList();
        var keys = committed.SelectMany(each => each.Operations).Select(each => each.Key!).Distinct();
        foreach (var key in keys) AddKey(key, committed);
        foreach (var first in _edges.ToList()) Follow([first]);
        return _shortest;
    }

    private void AddKey(object key, List<Transaction> committed)
    {
        var by = committed.SelectMany(each => Appends(each, key).Select(value => (Value: value, By: each)))
            .ToDictionary(each => each.Value, each => each.By);
        var reads = committed
            .SelectMany(each => Reads(each, key), (each, values) => (By: each, Values: values.FindAll(by.ContainsKey)))
            .ToList();
        var order = reads.Select(read => read.Values).DefaultIfEmpty([]).MaxBy(values => values.Count)!;
        var unread = by.Where(each => !order.Contains(each.Key)).Select(each => each.Value).ToList();
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var next in i + 1 < order.Count ? [by[order[i + 1]]] : unread) Add(by[order[i]], next, "ww");
        }

        foreach (var (reader, values) in reads)
        {
            if (values.Count > 0) Add(by[values[^1]], reader, "wr");
            foreach (var next in values.Count < order.Count ? [by[order[values.Count]]] : unread) Add(reader, next, "rw");
        }
    }

    private void Add(Transaction from, Transaction to, string kind)
    {
        if (from != to) _edges.Add((from.Index, to.Index, kind));
    }

    private static IEnumerable<object> Appends(Transaction transaction, object key) =>
        transaction.Operations.OfType<Append>().Where(each => each.Key!.Equals(key)).Select(each => each.Value!);

    /// <summary>What a transaction read of a key, without its own appends at the end.</summary>
    private static IEnumerable<List<object>> Reads(Transaction transaction, object key)
    {
        var own = new List<object>();
        foreach (var operation in transaction.Operations.Where(each => each.Key!.Equals(key)))
        {
            if (operation is Append append) own.Add(append.Value!);
            if (operation is not Read read) continue;
            var values = read.Values!.Select(value => value!).ToList();
            for (var i = own.Count - 1; i >= 0 && values.Count > 0 && values[^1].Equals(own[i]); i--)
                values.RemoveAt(values.Count - 1);
            yield return values;
        }
    }

    private void Follow(List<(int From, int To, string Kind)> path)
    {
        if (path[^1].To == path[0].From)
        {
            var name = Name([.. path.Select(edge => edge.Kind)]);
            _shortest[name] = Math.Min(_shortest.GetValueOrDefault(name, int.MaxValue), path.Count);
            return;
        }

        if (path.Exists(edge => edge.From == path[^1].To)) return;
        foreach (var next in _edges.Where(edge => edge.From == path[^1].To)) Follow([.. path, next]);
    }

    private static string Name(List<string> kinds)
    {
        var anti = kinds.Count(kind => kind == "rw");
        if (anti == 0) return kinds.Contains("wr") ? "G1c" : "G0";
        if (anti == 1) return "G-single";
        return kinds.Where((kind, i) => kind == "rw" && kinds[(i + 1) % kinds.Count] == "rw").Any() ? "G2" : "G-nonadjacent";
    }
}
