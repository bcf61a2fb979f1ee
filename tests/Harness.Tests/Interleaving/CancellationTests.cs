using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Cancellation sources: their looks, callbacks, links and delays.</summary>
internal sealed class CancellationTests
{
    /// <summary>Between the look and the use the other side cancels.</summary>
    [TestCase("_source.IsCancellationRequested")]
    [TestCase("_source.Token.IsCancellationRequested")]
    [TestCase("_linked.IsCancellationRequested")]
    [TestCase("_linked.Token.IsCancellationRequested")]
    public void A_look_is_out_of_date_at_once(string look)
    {
        var program =
            $$"""
            private readonly CancellationTokenSource _source = new();
            private readonly CancellationTokenSource _linked;
            private readonly object _gate = new();
            public Sample() => _linked = CancellationTokenSource.CreateLinkedTokenSource(_source.Token);
            public void Left() { LOCK { if (!{{look}}) if ({{look}}) throw new Exception(); } }
            public void Right() { LOCK _source.Cancel(); }
            """;
        Samples.AssertFails(Samples.TwoSides(program.Replace("LOCK", "")), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("LOCK", "lock (_gate)")));
    }

    [TestCase("Cancel()")]
    [TestCase("CancelAsync()")]
    [TestCase("CancelAfter(10)")]
    [TestCase("CancelAfter(TimeSpan.Zero)")]
    public void Callbacks_run_beside_the_others(string cancel)
    {
        var program =
            $$"""
            private readonly CancellationTokenSource _source = new();
            private readonly object _gate = new();
            private readonly ManualResetEventSlim _done = new();
            private int _n;
            public Sample() => _source.Token.Register(() => { LOCK _n++; _done.Set(); });
            public void Left() { LOCK _n++; _done.Wait(); LOCK if (_n != 2) throw new Exception(); }
            public void Right() { _source.{{cancel}}; }
            """;
        Samples.AssertFails(Samples.TwoSides(program.Replace("LOCK", "")), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("LOCK", "lock (_gate)")));
    }

    [TestCase("new CancellationTokenSource(100)")]
    [TestCase("new CancellationTokenSource(TimeSpan.FromHours(1))")]
    [TestCase("new CancellationTokenSource(TimeSpan.FromHours(1), TimeProvider.System)")]
    public void A_delay_may_be_over_at_any_time(string create)
    {
        var program =
            $$"""
            private readonly CancellationTokenSource _source = {{create}};
            public void Left() { DISARM; if (_source.IsCancellationRequested) throw new Exception("late"); }
            public void Right() { }
            """;
        Samples.AssertFails(Samples.TwoSides(program.Replace("DISARM;", "")), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("DISARM", "if (!_source.TryReset()) return")));
    }

    [Test]
    public void A_token_s_handle_is_set_by_its_source() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly CancellationTokenSource _source = new();
        public void Left() { _source.Token.WaitHandle.WaitOne(); _source.Token.Register(() => _n++); if (_n != 1) throw new(); }
        public void Right() { _source.Cancel(); }
        private int _n;
        """));

    [Test]
    public void A_disposed_source_is_cancelled_no_more()
    {
        var result = Samples.TwoSides(
            """
            private readonly CancellationTokenSource _source = new();
            public void Left() { using var own = _source; }
            public void Right() => _source.Cancel();
            """);
        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure, Is.TypeOf<ObjectDisposedException>());
    }
}
