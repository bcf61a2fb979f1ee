using Katas.Engine.Reporting;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>Goes through the transactions once and sorts what they did by key.</summary>
internal sealed class KeyHistories
{
    private readonly Dictionary<Item, KeyHistory> _byKey = [];
    private readonly List<KeyHistory> _keys = [];

    public KeyHistories(IReadOnlyList<Transaction> transactions, Findings findings)
    {
        foreach (var transaction in transactions) CollectAppends(transaction);
        foreach (var transaction in transactions.Where(each => each.Status == TransactionStatus.Committed))
            CollectReads(transaction, findings);
        foreach (var key in _keys) CollectEffective(key);
    }

    /// <summary>Those of unknown outcome that took effect, because a committed transaction saw what they appended.</summary>
    public HashSet<Transaction> Observed { get; } = [];

    public IReadOnlyList<KeyHistory> Keys => _keys;

    private KeyHistory Of(object? key)
    {
        if (_byKey.TryGetValue(new Item(key), out var found)) return found;
        found = new KeyHistory(_keys.Count, key);
        _keys.Add(found);
        _byKey.Add(new Item(key), found);
        return found;
    }

    private void CollectAppends(Transaction transaction)
    {
        var last = new Dictionary<KeyHistory, Appended>();
        foreach (var append in transaction.Operations.OfType<Append>())
        {
            var key = Of(append.Key);
            var appended = new Appended(transaction, append.Value);
            last[key] = appended;
            if (key.Appends.TryAdd(new Item(append.Value), appended)) continue;
            var (first, shown) = (key.Appends[new Item(append.Value)].By, Show.Value(append.Value));
            key.Ambiguity ??=
                $"{first.Name} and {transaction.Name} both append {shown} to {Story.Key(append.Key)}, so that a read cannot " +
                "tell whose it saw. Append values that are all different.";
        }

        foreach (var appended in last.Values) appended.IsFinal = true;
    }

    private void CollectEffective(KeyHistory key)
    {
        foreach (var read in key.Reads)
        {
            for (var i = 0; i < read.Count; i++)
            {
                var isKnown = key.Appends.TryGetValue(new Item(read.Values[i]), out var seen);
                if (isKnown && seen!.By.Status == TransactionStatus.Unknown) Observed.Add(seen.By);
            }
        }
    }

    /// <summary>
    /// Takes each read without the transaction's own appends at its end. They say nothing about the order in which others
    /// see them: under snapshot isolation, T1 appends 1 and reads [1] while T2 does the same with 2, and the list becomes
    /// [2, 1], or only [2].
    /// </summary>
    private void CollectReads(Transaction transaction, Findings findings)
    {
        var within = new Within(transaction, findings);
        foreach (var operation in transaction.Operations)
        {
            if (operation is Append append) within.Append(Of(append.Key), append.Value);
            if (operation is not Read { Values: { } values } read) continue;
            var key = Of(read.Key);
            key.Reads.Add(new ExternalRead(transaction, values, within.Read(key, values)));
        }
    }
}
