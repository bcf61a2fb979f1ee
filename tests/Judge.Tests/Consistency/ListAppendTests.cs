using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

/// <summary>The anomalies of the literature, each under its own name.</summary>
public sealed class ListAppendTests
{
    [Test]
    public void Transactions_one_after_another_are_fine() => Finds([], Add([A("x", 1)], [R("x", 1), A("x", 2)], [R("x", 1, 2)]));

    [Test]
    public void Nothing_at_all_is_fine() => Finds([], []);

    [Test]
    public void Dirty_write_is_G0() => Finds(
        ["G0"],
        Add([A("x", 1), A("y", 1)], [A("x", 2), A("y", 2)], [R("x", 1, 2)], [R("y", 2, 1)]));

    [Test]
    public void Circular_information_flow_is_G1c() => Finds(
        ["G1c"],
        Add([A("x", 1), R("y", 2)], [A("y", 2), R("x", 1)]));

    [Test]
    public void Dirty_read_is_G1a()
    {
        var list = new TransactionList();
        list.Begin(0);
        list.End(0, TransactionStatus.Aborted, [A("x", 1)]);
        list.Add(1, R("x", 1));
        Finds(["G1a"], list.Build());
    }

    [Test]
    public void Intermediate_read_is_G1b() =>
        Finds(["G-single", "G1b"], Add([A("x", 1), A("x", 2)], [R("x", 1)], [R("x", 1, 2)]));

    [Test]
    public void Lost_update_is_G_single() =>
        Finds(["G-single"], Add([R("x"), A("x", 1)], [R("x"), A("x", 2)], [R("x", 1, 2)]));

    [Test]
    public void Lost_update_shows_without_a_later_read() => Finds(["G2"], Add([R("x"), A("x", 1)], [R("x"), A("x", 2)]));

    [Test]
    public void Read_skew_is_G_single() =>
        Finds(["G-single"], Add([A("x", 1), A("y", 1)], [R("x"), R("y", 1)]));

    [Test]
    public void Write_skew_is_G2_and_not_G_single()
    {
        var skew = Add([R("x"), R("y"), A("x", 1)], [R("x"), R("y"), A("y", 1)], [R("x", 1), R("y", 1)]);
        Finds(["G2"], skew);
        Finds([], skew, new ListAppendOptions { Level = IsolationLevel.SnapshotIsolation });
    }

    [Test]
    public void Long_fork_is_G_nonadjacent_and_breaks_snapshot_isolation()
    {
        var fork = Add([A("x", 1)], [A("y", 1)], [R("x", 1), R("y")], [R("x"), R("y", 1)]);
        Finds(["G-nonadjacent"], fork);
        Finds(["G-nonadjacent"], fork, new ListAppendOptions { Level = IsolationLevel.SnapshotIsolation });
        Finds([], fork, new ListAppendOptions { Level = IsolationLevel.ReadCommitted });
    }

    [Test]
    public void Read_only_anomaly_of_snapshot_isolation_is_G2()
    {
        // Fekete, O'Neil and O'Neil 2004: a withdrawal with a fee, a deposit, and a report that sees only the deposit.
        var report = Add(
            [R("checking"), R("savings"), A("checking", -11)],
            [R("savings"), A("savings", 20)],
            [R("checking"), R("savings", 20)]);
        Finds(["G2"], report);
    }

    [Test]
    public void Stale_read_breaks_only_real_time()
    {
        var stale = Add([A("x", 1)], [R("x")], [R("x", 1)]);
        Finds([], stale);
        Finds([], stale, new ListAppendOptions { ProcessOrder = true });
        Finds(["G-single-realtime"], stale, new ListAppendOptions { RealTimeOrder = true });
    }

    [Test]
    public void Not_reading_ones_own_earlier_append_breaks_the_order_of_the_process()
    {
        var list = new TransactionList();
        list.Add(0, A("x", 1));
        list.Add(0, R("x"));
        list.Add(1, R("x", 1));
        Finds(["G-single-process"], list.Build(), new ListAppendOptions { ProcessOrder = true });
    }

    [Test]
    public void Reading_less_than_before_within_a_transaction_is_internal() =>
        Finds(["internal", "G-single"], Add([A("x", 1)], [R("x", 1), R("x")]));

    [Test]
    public void Not_reading_ones_own_append_is_internal() =>
        Finds(["internal"], Add([A("x", 1)], [A("x", 2), R("x", 1)], [R("x", 1, 2)]));

    [Test]
    public void Reads_that_are_no_beginnings_of_each_other_are_an_incompatible_order() =>
        Finds(["incompatible-order"], Add([A("x", 1)], [A("x", 2)], [R("x", 1, 2)], [R("x", 2)]));

    [Test]
    public void A_value_twice_in_a_read_is_told() => Finds(["duplicate-elements"], Add([A("x", 1)], [R("x", 1, 1)]));

    [Test]
    public void A_value_from_nowhere_is_told() => Finds(["garbage-read"], Add([A("x", 1)], [R("x", 1, 7)]));

    [Test]
    public void A_value_appended_twice_leaves_the_verdict_open()
    {
        var report = ListAppend.Check(Add([A("x", 1)], [A("x", 1)], [R("x", 1)]));
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Unknown));
        Assert.That(report.Reason, Does.StartWith("T0 and T1 both append 1 to x"));
    }

    [Test]
    public void An_unknown_transaction_counts_once_something_of_it_was_read()
    {
        var list = new TransactionList();
        list.Begin(0);
        list.End(0, TransactionStatus.Unknown, [A("x", 1), A("y", 1)]);
        list.Add(1, R("y"));
        Finds([], list.Build());
        list.Add(1, R("x", 1), R("y"));
        Finds(["G-single"], list.Build());
    }

    [Test]
    public void A_cycle_is_told_edge_by_edge()
    {
        var report = ListAppend.Check(Add([R("x"), A("x", 3)], [R("x"), A("x", 4)], [R("x", 3, 4)]));
        Assert.That(report.Anomalies.Single().Explanation, Is.EqualTo(
            """
            each of T1, T0 would have to come before the next, and the last before the first.
              T1 read x as empty, without the 3 that T0 appended next: T1 before T0
              T0 appended 3 to x, and T1 appended 4 right after it: T0 before T1
            """));
    }

    [Test]
    public void A_cycle_is_found_when_the_budget_is_too_small_for_a_short_one()
    {
        var skew = Add([R("x"), A("y", 1)], [R("y"), A("z", 1)], [R("z"), A("x", 1)]);
        Finds(["G2"], skew, new ListAppendOptions { MaxSteps = 0 });
        var report = ListAppend.Check(skew, new ListAppendOptions { MaxSteps = 0, Level = IsolationLevel.SnapshotIsolation });
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Unknown));
    }

    private static Append A(string key, int value) => new(key, value);

    private static Read R(string key, params int[] values) => new(key, values.Cast<object?>());

    /// <summary>Committed transactions one after the other, each of a process of its own.</summary>
    private static IReadOnlyList<Transaction> Add(params MicroOperation[][] transactions)
    {
        var list = new TransactionList();
        for (var i = 0; i < transactions.Length; i++) list.Add(i, transactions[i]);
        return list.Build();
    }

    private static void Finds(string[] names, IReadOnlyList<Transaction> transactions, ListAppendOptions? options = null)
    {
        var report = ListAppend.Check(transactions, options);
        Assert.That(report.Anomalies.Select(each => each.Name), Is.EquivalentTo(names), report.ToString());
        Assert.That(report.Verdict, Is.EqualTo(names.Length == 0 ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation));
    }
}
