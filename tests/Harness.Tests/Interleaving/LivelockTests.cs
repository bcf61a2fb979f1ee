using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Threads that run for ever without getting on.</summary>
internal sealed class LivelockTests
{
    private const string Polite =
        """
        private readonly object _a = new(), _b = new();
        public void Left() => Both(_a, _b);
        public void Right() => Both(_b, _a);
        private static void Both(object first, object second)
        {
            while (true)
            {
                lock (first)
                {
                    if (Monitor.TryEnter(second)) { Monitor.Exit(second); return; }
                }
            }
        }
        """;

    [TestCase(ExplorationStrategy.Automatic)]
    [TestCase(ExplorationStrategy.PartialOrder)]
    [TestCase(ExplorationStrategy.PreemptionBounded)]
    public void Threads_that_give_way_to_each_other_for_ever_are_found(ExplorationStrategy strategy)
    {
        var result = Samples.TwoSides(Polite, options: new ExplorationOptions { Strategy = strategy });

        Samples.AssertFails(result, ExplorationOutcome.Livelock);
        Assert.That(result.Finding, Is.EqualTo(Finding.Livelock));
        Assert.That(result.Reason, Does.StartWith("T1 and T2 give way to each other for ever: the same"));
    }

    [Test]
    public void A_loop_that_nobody_ends_is_found()
    {
        var result = Samples.TwoSides(
            """
            private volatile bool _stop;
            public void Left() { while (!_stop) { } }
            public void Right() { }
            """);

        Samples.AssertFails(result, ExplorationOutcome.Livelock);
        Assert.That(result.Reason, Does.StartWith("T1 runs in a loop for ever, at Sample.cs:3"));
    }

    [Test]
    public void A_loop_on_a_plain_field_is_found()
    {
        var result = Samples.TwoSides(
            """
            private bool _stop;
            public void Left() { while (!_stop) { } }
            public void Right() { _stop = true; }
            """);

        Samples.AssertFails(result, ExplorationOutcome.DataRace);
        Assert.That(result.Finding, Is.EqualTo(Finding.UnsafePublication));
    }

    [Test]
    public void A_loop_that_counts_is_no_livelock()
    {
        var result = Samples.TwoSides(
            """
            private readonly object _gate = new();
            private int _n;
            public void Left() { for (var i = 0; i < 3000; i++) lock (_gate) _n++; }
            public void Right() { }
            """, options: new ExplorationOptions { MaxSchedules = 3 });

        Samples.AssertFails(result, ExplorationOutcome.Inconclusive);
    }
}
