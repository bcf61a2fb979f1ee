using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

public sealed class ListAppendFuzzTests
{
    private static readonly string[] Cycles = ["G0", "G1c", "G-single", "G-nonadjacent", "G2"];

    [Test]
    public void A_serial_store_has_no_anomaly()
    {
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var transactions = Make(Promise.Serial, seed, 30);
            var report = ListAppend.Check(transactions, new ListAppendOptions { ProcessOrder = true, RealTimeOrder = true });
            Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied), () => Text(seed, transactions, report));
        }
    }

    [Test]
    public void A_store_with_stale_reads_is_serializable_and_shows_them_in_real_time()
    {
        var names = new HashSet<string>();
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var transactions = Make(Promise.Stale, seed, 20);
            var report = ListAppend.Check(transactions);
            Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied), () => Text(seed, transactions, report));
            var strict = new ListAppendOptions { ProcessOrder = true, RealTimeOrder = true };
            names.UnionWith(ListAppend.Check(transactions, strict).Anomalies.Select(anomaly => anomaly.Name));
        }

        Assert.That(names, Is.SupersetOf(["G-single-process", "G-single-realtime", "G-nonadjacent-realtime"]));
    }

    [Test]
    public void A_snapshot_store_has_no_anomaly_but_G2() =>
        Keeps(Promise.Snapshot, IsolationLevel.SnapshotIsolation, ["G2"]);

    [Test]
    public void A_store_that_shows_only_what_is_committed_has_neither_G0_nor_G1() =>
        Keeps(Promise.Committed, IsolationLevel.ReadCommitted, ["internal", "G-single", "G-nonadjacent", "G2"]);

    [Test]
    public void A_store_without_promises_shows_every_anomaly_sooner_or_later()
    {
        var names = new HashSet<string>();
        for (var seed = 0; seed < Fuzz.Runs; seed++)
            names.UnionWith(ListAppend.Check(Make(Promise.Nothing, seed, 12)).Anomalies.Select(anomaly => anomaly.Name));
        Assert.That(names, Is.SupersetOf(["G0", "G1c", "G-single", "G2", "G1a", "G1b", "internal", "incompatible-order"]));
    }

    [Test]
    public void Serializable_is_its_definition() => IsSerializable(new ListAppendOptions());

    [Test]
    public void Strong_session_serializable_is_its_definition() => IsSerializable(new ListAppendOptions { ProcessOrder = true });

    [Test]
    public void Strict_serializable_is_its_definition() => IsSerializable(new ListAppendOptions { RealTimeOrder = true });

    [Test]
    public void Kinds_and_lengths_of_cycles_are_those_found_by_listing_all()
    {
        var found = Cycles.ToDictionary(name => name, _ => 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var transactions = Known(Make((Promise)(2 + (seed % 3)), seed, 6));
            var report = ListAppend.Check(transactions);
            if (report.Anomalies.Any(each => each.Name is "incompatible-order" or "duplicate-elements")) continue;
            var expected = new PlainCycles(transactions).Shortest();
            foreach (var name in Cycles)
            {
                var length = report.Anomalies.SingleOrDefault(each => each.Name == name)?.Dependencies.Count;
                var simpler = name is "G2" or "G-nonadjacent" && Cycles[..3].Any(expected.ContainsKey);
                if (length is null && simpler) continue;
                if (length is not null) found[name]++;
                Assert.That(length, simpler ? Is.GreaterThanOrEqualTo(expected[name]) : Is.EqualTo(Expected(expected, name)),
                    () => $"{name} {Text(seed, transactions, report)}");
            }
        }

        TestContext.Out.WriteLine(string.Join(", ", found));
        Assert.That(found.Values, Has.All.GreaterThan(0));
    }

    private static int? Expected(Dictionary<string, int> lengths, string name) =>
        lengths.TryGetValue(name, out var length) ? length : null;

    private static void Keeps(Promise promise, IsolationLevel level, string[] allowed)
    {
        var names = new HashSet<string>();
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var transactions = Make(promise, seed, 20);
            var report = ListAppend.Check(transactions, new ListAppendOptions { Level = level });
            Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied), () => Text(seed, transactions, report));
            names.UnionWith(ListAppend.Check(transactions).Anomalies.Select(anomaly => anomaly.Name));
        }

        Assert.That(names, Is.EquivalentTo(allowed));
    }

    private static void IsSerializable(ListAppendOptions options)
    {
        var (satisfied, violated) = (0, 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var transactions = Make((Promise)(seed % 5), seed, 6);
            var report = ListAppend.Check(transactions, options);
            var expected = new SerialDefinition(transactions, options).Holds();
            Assert.That(
                report.Verdict,
                Is.EqualTo(expected ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation),
                () => Text(seed, transactions, report));
            if (expected) satisfied++;
            else violated++;
        }

        Fuzz.BothVerdictsArePlentiful(satisfied, violated);
    }

    private static IReadOnlyList<Transaction> Make(Promise promise, int seed, int transactions)
    {
        var random = new Random(seed);
        return new ListStore(promise, random, transactions, random.Next(2, 5), random.Next(1, 4)).Run();
    }

    private static IReadOnlyList<Transaction> Known(IReadOnlyList<Transaction> transactions) =>
    [
        .. transactions.Select(each =>
            each.Status == TransactionStatus.Unknown ? each with { Status = TransactionStatus.Committed } : each),
    ];

    private static string Text(int seed, IReadOnlyList<Transaction> transactions, ConsistencyReport report) =>
        $"seed {seed}\n{string.Join('\n', transactions)}\n{report}";
}
