using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary><c>Lazy</c> and <c>LazyInitializer</c>: how often a factory runs, and who sees its value.</summary>
internal sealed class LazyTests
{
    private const string Program =
        """
        private readonly Lazy<string> _lazy; private int _made;
        public Sample() => _lazy = new(Make, LazyThreadSafetyMode.MODE);
        private string Make() { Interlocked.Increment(ref _made); return new string('x', 3); }
        public void Left() => CHECK;
        public void Right() => Left();
        """;

    [TestCase("None", ExplorationOutcome.OperationThrew)]
    [TestCase("PublicationOnly", ExplorationOutcome.OperationThrew)]
    [TestCase("ExecutionAndPublication", ExplorationOutcome.Passed)]
    public void The_factory_runs_once_in_one_mode_only(string mode, ExplorationOutcome outcome)
    {
        var result = Samples.TwoSides(
            Program.Replace("MODE", mode).Replace("CHECK", "_ = _lazy.Value.Length + (_made == 1 ? 0 : throw new Exception())"));
        Assert.That(result.Outcome, Is.EqualTo(outcome), result.Reason + result.Failure);
    }

    [Test]
    public void The_first_value_published_wins() => Samples.AssertAccepted(Samples.TwoSides(
        Program.Replace("MODE", "PublicationOnly").Replace(
            "CHECK", "_ = _lazy.Value == (object)_lazy.Value ? 0 : throw new Exception()")));

    [Test]
    public void Without_safety_a_second_thread_meets_the_first_one_s_state()
    {
        var result = Samples.TwoSides(Program.Replace("MODE", "None").Replace("CHECK", "_ = _lazy.Value"));
        Assert.That(result.Failure!.Message, Does.Contain("ValueFactory attempted to access the Value property"));
    }

    /// <summary>The second thread waits for the factory, which waits for a lock that the second thread holds.</summary>
    [Test]
    public void A_factory_that_needs_a_lock_deadlocks_with_who_holds_it()
    {
        const string Source =
            """
            private readonly object _gate = new(); private readonly Lazy<int> _lazy;
            public Sample() => _lazy = new(() => { lock (_gate) return 1; });
            public void Left() { _ = _lazy.Value; }
            public void Right() { LOCK { _ = _lazy.Value; } }
            """;
        Samples.AssertFails(Samples.TwoSides(Source.Replace("LOCK", "lock (_gate)")), ExplorationOutcome.Deadlock);
        Samples.AssertAccepted(Samples.TwoSides(Source.Replace("LOCK", "")));
    }

    [Test]
    public void An_exception_is_kept() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly Lazy<int> _lazy; private int _made;
        public Sample() => _lazy = new(() => Interlocked.Increment(ref _made) == 1 ? throw new Exception("kept") : 1);
        public void Left()
        {
            try { _ = _lazy.Value; throw new InvalidOperationException(); }
            catch (Exception e) when (e.Message == "kept") { }
        }
        public void Right() => Left();
        """));

    [Test]
    public void Whether_it_is_created_is_out_of_date_at_once() => Samples.AssertFails(
        Samples.TwoSides(
            """
            private readonly Lazy<int> _lazy = new(() => 1);
            public void Left() { if (!_lazy.IsValueCreated) if (_lazy.IsValueCreated) throw new Exception(); }
            public void Right() => _ = _lazy.Value;
            """),
        ExplorationOutcome.OperationThrew);
}
