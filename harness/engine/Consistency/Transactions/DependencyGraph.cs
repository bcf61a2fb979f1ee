using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>
/// The direct serialization graph (Adya 1999) as far as the reads show it. Nodes are places in the list of transactions;
/// an edge's details are the key's number and the place, in its versions, of the later version (for reads: of the read one).
/// </summary>
internal sealed class DependencyGraph
{
    /// <summary>
    /// A reader of a key's last known version comes before every append that nobody read. With a thousand of each this
    /// would be a million edges; so many appends are used for each reader.
    /// </summary>
    private const int MostUnreadForEach = 64;

    private readonly List<Edge> _edges = [];
    private readonly int[] _placeOf;

    public DependencyGraph(IReadOnlyList<Transaction> transactions, IReadOnlyList<KeyHistory> keys, ListAppendOptions options)
    {
        _placeOf = new int[transactions.Count];
        foreach (var key in keys.Where(key => key is { Ambiguity: null, IsContradictory: false })) Versions(key);
        if (options.ProcessOrder) ProcessOrder(transactions);
        if (options.RealTimeOrder) RealTimeOrder(transactions);
        Graph = new Digraph(transactions.Count, _edges);
    }

    public Digraph Graph { get; }

    private void Add(Transaction from, Transaction to, DependencyKind kind, int key = 0, int version = 0)
    {
        if (from != to) _edges.Add(new Edge(from.Index, to.Index, kind, key, version));
    }

    private void Versions(KeyHistory key)
    {
        var (versions, ordered) = (key.Versions, key.OrderedCount);
        for (var at = 1; at < versions.Count; at++)
        {
            if (Math.Min(at, ordered) is > 0 and var next)
                Add(versions[next - 1].By, versions[at].By, DependencyKind.WriteWrite, key.Number, at);
        }

        foreach (var read in key.Reads)
        {
            var count = key.VersionsWithin[read.Count];
            if (count > 0) Add(versions[count - 1].By, read.By, DependencyKind.WriteRead, key.Number, count - 1);
            var end = count < ordered ? count + 1 : Math.Min(versions.Count, ordered + MostUnreadForEach);
            for (var at = count; at < end; at++)
                Add(read.By, versions[at].By, DependencyKind.ReadWrite, key.Number, at);
        }
    }

    /// <summary>A transaction of unknown outcome may take effect at any later moment, so nothing follows it.</summary>
    private void ProcessOrder(IReadOnlyList<Transaction> transactions)
    {
        var last = new Dictionary<int, Transaction>();
        foreach (var transaction in transactions.OrderBy(each => each.Invoked).Where(MayHaveEffect))
        {
            if (last.TryGetValue(transaction.Process, out var before)) Add(before, transaction, DependencyKind.Session);
            if (transaction.Status == TransactionStatus.Committed) last[transaction.Process] = transaction;
        }
    }

    /// <summary>
    /// Edges only from those that ended last: of a, b and c one after the other, a to b and b to c say it all. At any moment
    /// these are at most as many as there were processes at work.
    /// </summary>
    private void RealTimeOrder(IReadOnlyList<Transaction> transactions)
    {
        var calls = transactions.Where(MayHaveEffect).OrderBy(each => each.Invoked).ToList();
        var returns = calls.Where(each => each.Status == TransactionStatus.Committed).OrderBy(each => each.Returned).ToList();
        var (latest, ended) = (new List<Transaction>(), 0);
        foreach (var transaction in calls)
        {
            for (; ended < returns.Count && returns[ended].Returned < transaction.Invoked; ended++)
            {
                var now = returns[ended];
                latest.RemoveAll(each => each.Returned < now.Invoked);
                latest.Add(now);
            }

            foreach (var before in latest) Add(before, transaction, DependencyKind.RealTime);
        }
    }

    private static bool MayHaveEffect(Transaction transaction) => transaction.Status != TransactionStatus.Aborted;
}
