using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Two increments, at least one of which disappears.</summary>
internal sealed class LostUpdateTests
{
    [Test]
    public void An_unprotected_increment_loses_an_update()
    {
        var result = Samples.TwoIncrements(
            """
            private int _n;
            public int Value => _n;
            public void Increment() =>
                _n++;
            """);

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
        Assert.That(result.Failure!.Message, Is.EqualTo("expected 2, got 1"));
        Assert.That(result.Preemptions, Is.EqualTo(1));
        Assert.That(InterleavingTable.Render(result), Is.EqualTo(
            """
             # | T1 Increment      | T2 Increment      | shared
             1 | read  _n -> 0  :5 |                   | 0
             2 |   ** switch **    | read  _n -> 0  :5 | 0
             3 |                   | write _n <- 1  :5 | 1
             4 | write _n <- 1  :5 |   ** ended **     | 1  <- overwrites T2
            """));
    }

    [Test]
    public void A_lock_on_a_fresh_object_protects_nothing()
    {
        var result = Samples.TwoIncrements(
            """
            private int _n;
            public int Value => _n;
            public void Increment()
            {
                lock (new object()) { _n++; }
            }
            """);

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
        Assert.That(
            result.Trace.Select(s => s.Text).Where(t => t.StartsWith("lock", StringComparison.Ordinal)),
            Is.EqualTo(["lock Object#1", "lock Object#2"]));
    }

    [Test]
    public void A_locked_write_after_an_unlocked_read_loses_an_update()
    {
        var result = Samples.TwoIncrements(
            """
            private readonly object _gate = new();
            private int _n;
            public int Value => _n;
            public void Increment()
            {
                var next = _n + 1;
                lock (_gate) { _n = next; }
            }
            """);

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
        Assert.That(InterleavingTable.Render(result), Does.Contain("<- overwrites T").And.Contain("lock _gate"));
    }

    [TestCase("private static int _n;", "_n++")]
    [TestCase("private readonly int[] _n = new int[1];", "_n[0]++", "_n[0]")]
    [TestCase("private volatile int _n;", "_n++")]
    [TestCase("private int N { get; set; }", "N++", "N")]
    [TestCase("private (int A, int B) _n;", "_n.A++", "_n.A")]
    [TestCase("private int _n; static void Bump(ref int n) => n++;", "Bump(ref _n)")]
    [TestCase("private int _n;", "Volatile.Write(ref _n, Volatile.Read(ref _n) + 1)")]
    [TestCase("private int? _n = 0;", "_n = _n.GetValueOrDefault() + 1", "_n.Value")]
    [TestCase("private DateTime _n;", "_n = _n.AddDays(1)", "_n.Day - 1")]
    [TestCase("private readonly List<int> _n = [0];", "_n[0] = _n[0] + 1", "_n[0]")]
    [TestCase("private readonly Box<int> _n = new(); class Box<T> { public T V; }", "_n.V = _n.V + 1", "_n.V")]
    [TestCase("private readonly int[] _n = new int[1];", "_n.AsSpan()[0]++", "_n[0]")]
    public void Wherever_the_number_lives_the_update_is_lost(string field, string increment, string value = "_n")
    {
        var result = Samples.TwoIncrements(
            $$"""
            {{field}}
            public int Value => {{value}};
            public void Increment() { {{increment}}; }
            """);

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
    }

    [Test]
    public void A_check_that_another_thread_invalidates_is_found()
    {
        var result = Samples.TwoSides(
            """
            private readonly Dictionary<string, int> _stock = new() { ["x"] = 1 };
            public int Sold;
            public void Left() { if (_stock["x"] > 0) { _stock["x"]--; Interlocked.Increment(ref Sold); } }
            public void Right() => Left();
            """,
            s => Assert.That((int)s.GetType().GetField("Sold")!.GetValue(s)!, Is.EqualTo(1)));

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
        Assert.That(result.Trace[0].Text, Does.Contain("_stock"));
    }
}
