using Katas.Engine.Consistency.Transactions;

namespace Katas.Engine.Consistency;

/// <summary>
/// Finds transactional anomalies in histories of appends to, and reads of, lists. Kingsbury and Alvaro, "Elle: inferring
/// isolation anomalies from experimental observations", VLDB 2020.
/// </summary>
/// <remarks>
/// <para>A list that is read tells the order in which its values were appended, and so the order of the transactions that
/// appended them. From it follow write, read and anti-dependencies, and a cycle of these is an anomaly: G0 (write
/// dependencies only), G1c (also read dependencies), G-single (one anti-dependency, as in a lost update), G-nonadjacent
/// (several, no two in a row, as in a long fork) and G2 (two in a row, as in a write skew; Adya's G2 holds all three). Of
/// each a shortest cycle is given. Other anomalies: G1a (aborted read), G1b (intermediate read), internal,
/// incompatible-order, duplicate-elements, garbage-read.</para>
/// <para>Every anomaly is one in every execution that fits what was read. The reverse does not hold: reads that nobody made
/// prove nothing. Reads of transactions that did not commit, or may not have, are not used. A read counts without
/// the transaction's own appends at its end. An append that no read shows comes after all that reads show, if its
/// transaction took effect: it committed, or something else that it appended was read.</para>
/// <para>A key whose reads contradict each other gives no edges. A key to which a value is appended twice gives none
/// either, and without other anomalies the verdict is then Unknown.</para>
/// <para>Time: linear in the operations and the lengths of the lists, n log n with real time, and then the search for
/// short cycles, which has a budget.</para>
/// </remarks>
public static class ListAppend
{
    /// <summary>Checks transactions against a level of isolation.</summary>
    /// <param name="transactions">The transactions; the index of each is its place.</param>
    /// <param name="options">The level and the budget; <see langword="null"/>: serializable.</param>
    /// <exception cref="ArgumentException">A transaction's index is not its place in the list.</exception>
    public static ConsistencyReport Check(IReadOnlyList<Transaction> transactions, ListAppendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        options ??= new ListAppendOptions();
        for (var i = 0; i < transactions.Count; i++)
        {
            if (transactions[i].Index == i) continue;
            var message = $"The transaction at place {i} has the index {transactions[i].Index}.";
            throw new ArgumentException(message, nameof(transactions));
        }

        var findings = new Findings();
        var histories = new KeyHistories(transactions, findings);
        var keys = histories.Keys;
        foreach (var key in keys) new VersionOrders(key, histories.Observed, findings).Infer();
        var graph = new DependencyGraph(transactions, keys, options).Graph;
        var reason = new CycleAnomalies(graph, new Story(transactions, keys), findings, options).Find();
        var condition = Condition(options);
        var anomalies = findings.Anomalies.Where(anomaly => IsForbidden(anomaly.Name, options.Level)).ToList();
        if (anomalies.Count > 0) return ConsistencyReport.Of(condition, anomalies);
        reason = keys.FirstOrDefault(key => key.Ambiguity is not null)?.Ambiguity ?? reason;
        return reason.Length > 0 ? ConsistencyReport.Unknown(condition, reason) : ConsistencyReport.Of(condition, []);
    }

    private static bool IsForbidden(string anomaly, IsolationLevel level) => anomaly switch
    {
        "internal" => level >= IsolationLevel.SnapshotIsolation,
        "G1a" or "G1b" => level >= IsolationLevel.ReadCommitted,
        _ => true,
    };

    private static string Condition(ListAppendOptions options)
    {
        var level = options.Level switch
        {
            IsolationLevel.ReadUncommitted => "read uncommitted",
            IsolationLevel.ReadCommitted => "read committed",
            IsolationLevel.SnapshotIsolation => "snapshot isolation",
            _ => "serializable",
        };
        return (options.RealTimeOrder ? "strict " : options.ProcessOrder ? "strong session " : "") + level;
    }
}
