using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Events, countdowns, barriers and semaphores: what may be lost, what deadlocks, and what is correct.</summary>
internal sealed class EventTests
{
    [TestCase("ManualResetEventSlim _e = new();", "_e.Wait()", "_e.Set()")]
    [TestCase("ManualResetEventSlim _e = new();", "if (!_e.Wait(10)) throw new()", "_e.Set()")]
    [TestCase("ManualResetEventSlim _e = new();", "_e.WaitHandle.WaitOne()", "_e.Set()")]
    [TestCase("ManualResetEventSlim _e = new();", "while (!_e.IsSet) _e.Wait(TimeSpan.FromSeconds(1))", "_e.Set()")]
    [TestCase("ManualResetEvent _e = new(false);", "_e.WaitOne()", "_e.Set()")]
    [TestCase("AutoResetEvent _e = new(false);", "_e.WaitOne()", "_e.Set()")]
    [TestCase("EventWaitHandle _e = new(false, EventResetMode.AutoReset);", 
        "WaitHandle.WaitAny([new ManualResetEvent(false), _e])", "_e.Set()")]
    [TestCase("EventWaitHandle _e = new(false, EventResetMode.ManualReset);", "WaitHandle.WaitAll([_e])", "_e.Set()")]
    [TestCase("CountdownEvent _e = new(1);", "_e.Wait()", "_e.Signal()")]
    [TestCase("CountdownEvent _e = new(1);", "_e.WaitHandle.WaitOne(); _e.Reset(2)", "_e.Signal(1)")]
    [TestCase("Barrier _e = new(2);", "_e.SignalAndWait()", "_e.SignalAndWait()")]
    [TestCase("Semaphore _e = new(0, 1);", "_e.WaitOne()", "_e.Release()")]
    [TestCase("SemaphoreSlim _e = new(0, 1);", "_e.Wait()", "_e.Release()")]
    [TestCase("SemaphoreSlim _e = new(0, 1);", "_e.AvailableWaitHandle.WaitOne()", "_e.Release()")]
    [TestCase("object _e = new();", "lock (_e) while (_n == 0) Monitor.Wait(_e)", "lock (_e) Monitor.Pulse(_e)")]
    [TestCase("object _e = new();", "SpinWait.SpinUntil(() => Volatile.Read(ref _n) == 1)", "Monitor.Enter(_e)", false)]
    public void Whoever_waits_sees_what_was_written_before(
        string field, string wait, string signal, bool isComplete = true)
    {
        var program =
            $$"""
            private readonly {{field}}
            private int _n;
            public void Left() { {{wait}}; if (_n != 1) throw new Exception("too early"); }
            public void Right() { BEFORE; AFTER; }
            """;
        var correct = Samples.TwoSides(
            program.Replace("BEFORE", field.Contains("object") ? "lock (_e) _n = 1" : "_n = 1").Replace("AFTER", signal));
        Assert.That(correct.Outcome, Is.EqualTo(ExplorationOutcome.Passed), correct.Reason);
        Assert.That(correct.Complete, Is.EqualTo(isComplete), correct.Reason);
        if (!field.Contains("object"))
        {
            Samples.AssertFails(
                Samples.TwoSides(program.Replace("BEFORE", signal).Replace("AFTER", "_n = 1")),
                ExplorationOutcome.OperationThrew);
        }
    }

    [TestCase("ManualResetEventSlim _e = new();", "_e.Wait()", "_e.Set(); _e.Reset()")]
    [TestCase("ManualResetEvent _e = new(false);", "_e.WaitOne()", "_e.Set(); _e.Reset()")]
    [TestCase("CountdownEvent _e = new(1);", "_e.Wait()", "_e.Signal(); _e.Reset()")]
    [TestCase("CountdownEvent _e = new(2);", "_e.Wait()", "_e.Signal()")]
    [TestCase("Barrier _e = new(3);", "_e.SignalAndWait()", "_e.SignalAndWait()")]
    [TestCase("Mutex _e = new();", "_e.WaitOne(); _e.ReleaseMutex()", "_e.WaitOne()")]
    [TestCase("Semaphore _e = new(1, 1);", "_e.WaitOne()", "_e.WaitOne()")]
    public void A_signal_that_is_not_there_any_more_is_waited_for(string field, string wait, string signal) =>
        Samples.AssertFails(
            Samples.TwoSides(
                $$"""
                private readonly {{field}}
                public void Left() { {{wait}}; }
                public void Right() { {{signal}}; }
                """),
            ExplorationOutcome.Deadlock);

    [TestCase("ManualResetEventSlim _e = new();", "_e.Wait(5)")]
    [TestCase("ManualResetEvent _e = new(false);", "_e.WaitOne(5, false)")]
    [TestCase("AutoResetEvent _e = new(false);", "WaitHandle.WaitAll([_e], TimeSpan.FromSeconds(1))")]
    [TestCase("AutoResetEvent _e = new(false);", "WaitHandle.WaitAny([_e], 7) != WaitHandle.WaitTimeout")]
    [TestCase("AutoResetEvent _e = new(false);", "WaitHandle.SignalAndWait(new Semaphore(0, 1), _e, 7, false)")]
    [TestCase("CountdownEvent _e = new(1);", "_e.Wait(TimeSpan.FromSeconds(2))")]
    [TestCase("Barrier _e = new(2);", "_e.SignalAndWait(5)")]
    [TestCase("SemaphoreSlim _e = new(0);", "_e.Wait(5)")]
    [TestCase("object _e = new();", "Locked()")]
    [TestCase("object _e = new();", "SpinWait.SpinUntil(() => _n == 3, 100)", false)]
    public void A_wait_with_a_limit_gives_up_in_virtual_time(string field, string wait, bool isComplete = true)
    {
        var result = Samples.TwoSides(
            $$"""
            private readonly {{field}}
            private volatile int _n;
            private bool Locked() { lock (_e) return Monitor.Wait(_e, 5); }
            public void Left()
            {
                var before = DateTime.UtcNow; if ({{wait}}) throw new(); if (DateTime.UtcNow == before) throw new();
            }
            public void Right() { _n = 1; }
            """);
        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed), result.Reason + result.Failure);
        Assert.That(result.Complete, Is.EqualTo(isComplete), result.Reason);
    }

    [TestCase("ManualResetEventSlim _e = new();", "_e.Wait(token)")]
    [TestCase("CountdownEvent _e = new(1);", "_e.Wait(token)")]
    [TestCase("Barrier _e = new(2);", "_e.SignalAndWait(token)")]
    [TestCase("SemaphoreSlim _e = new(0);", "_e.Wait(token)")]
    [TestCase("SemaphoreSlim _e = new(0);", "_e.Wait(1000, token)")]
    [TestCase("BlockingCollection<int> _e = new();", "_e.Take(token)")]
    public void Cancelling_ends_a_wait(string field, string wait)
    {
        var program =
            $$"""
            private readonly {{field}}
            private readonly CancellationTokenSource _source = new();
            public void Left()
            {
                var token = _source.Token;
                try { {{wait}}; throw new InvalidOperationException(); }
                catch (OperationCanceledException) { if (!token.IsCancellationRequested) throw; }
            }
            public void Right() { CANCEL }
            """;
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("CANCEL", "_source.Cancel();")));
        if (!wait.Contains("1000"))
            Samples.AssertFails(Samples.TwoSides(program.Replace("CANCEL", "")), ExplorationOutcome.Deadlock);
    }

    [Test]
    public void A_barrier_runs_its_action_between_two_phases()
    {
        const string Program =
            """
            private readonly Barrier _barrier;
            private int _n, _seen;
            public Sample() => _barrier = new Barrier(2, b => { if (b.ParticipantCount != 2) throw new(); _seen = _n; });
            public void Left() { Interlocked.Increment(ref _n); Meet(); if (_seen != 2) throw new Exception($"{_seen}"); Meet(); }
            public void Right() => Left();
            private void Meet() => _barrier.SignalAndWait();
            """;
        Samples.AssertAccepted(Samples.TwoSides(Program));
        Samples.AssertFails(
            Samples.TwoSides(Program.Replace("Interlocked.Increment(ref _n); Meet();", "Meet(); Interlocked.Increment(ref _n);")),
            ExplorationOutcome.OperationThrew);
    }

    [Test]
    public void Who_leaves_a_barrier_lets_the_others_go() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly Barrier _barrier = new(2);
        public void Left() { _barrier.SignalAndWait(); if (_barrier.CurrentPhaseNumber != 1) throw new(); }
        public void Right() { _barrier.RemoveParticipant(); }
        """));
}
