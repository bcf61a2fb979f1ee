using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>What the explorer cannot judge is neither passed nor failed.</summary>
internal sealed class LimitTests
{
    [Test]
    public void A_real_block_is_inconclusive_and_named()
    {
        var result = Samples.TwoSides(
            """
            private readonly ReaderWriterLock _gate = new();
            public void Left() => _gate.AcquireWriterLock(-1);
            public void Right() => _gate.AcquireWriterLock(-1);
            """,
            options: new ExplorationOptions { StallLimit = TimeSpan.FromSeconds(1) });

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Inconclusive));
        Assert.That(result.Complete, Is.False);
        Assert.That(result.Reason, Is.EqualTo(
            "T2 made no step for 1 s of real time. The last call outside the explorer's control was "
            + "ReaderWriterLock.AcquireWriterLock at Sample.cs:4."));
    }

    [Test]
    public void A_loop_that_the_other_thread_ends_is_no_obstacle()
    {
        var result = Samples.TwoSides(
            """
            private volatile bool _isReady;
            public void Left() { while (!_isReady) { } }
            public void Right() { _isReady = true; }
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed));
        Assert.That(result.Complete, Is.False);
        Assert.That(result.Reason, Does.StartWith("T1 spins at Sample.cs:3"));
    }

    [Test]
    public void Threads_that_all_wait_for_work_outside_are_not_called_deadlocked()
    {
        var result = Samples.TwoSides(
            """
            private readonly SemaphoreSlim _done = new(0);
            public void Left() => Parallel.For(0, 1, (_, loop) => { });
            public void Right() => _done.Wait();
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Inconclusive));
        Assert.That(result.Reason, Does.Contain("T2 waits for _done").And.Contain("Parallel.For at Sample.cs:3"));
    }

    /// <summary>Sequential consistency has no outcome in which both sides read 0; a processor has.</summary>
    [Test]
    public void Fixme_a_missing_memory_barrier_is_not_seen() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private int _x, _y, _zeros;
        public void Left() { _x = 1; if (_y == 0) Interlocked.Increment(ref _zeros); Check(); }
        public void Right() { _y = 1; if (_x == 0) Interlocked.Increment(ref _zeros); Check(); }
        private void Check() { if (_zeros == 2) throw new Exception(); }
        """));

    [Test]
    public void The_number_of_schedules_is_bounded()
    {
        var result = Samples.TwoIncrements(
            """
            private readonly object _gate = new();
            private int _n;
            public int Value => _n;
            public void Increment() { lock (_gate) _n++; }
            """,
            new ExplorationOptions { MaxSchedules = 2 });

        Assert.That(
            (result.Outcome, result.Schedules, result.Complete), Is.EqualTo((ExplorationOutcome.Passed, 2, false)));
    }

    [Test]
    public void A_bug_that_needs_two_preemptions_is_missed_with_one()
    {
        const string Program =
            """
            private int _a;
            private bool _isBroken;
            public void Left() { if (_a == 1) if (_a == 2) _isBroken = true; if (_isBroken) throw new Exception(); }
            public void Right() { _a = 1; _a = 2; }
            """;

        Samples.AssertAccepted(Samples.TwoSides(Program, options: new ExplorationOptions
        {
            Strategy = ExplorationStrategy.PreemptionBounded, MaxPreemptions = 1,
        }));
        var result = Samples.TwoSides(Program);
        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Preemptions, Is.EqualTo(2));
    }

    [Test]
    public void Calls_outside_the_explorers_control_are_listed_with_their_lines()
    {
        using var twin = SampleProgram.Compile(
            """
            public class Sample
            {
                public async Task Waits()
                {
                    await Task.Delay(1, default);
                    Task.Run(() => { }).Wait();
                    Thread.CurrentThread.Interrupt();
                }
                public int Result(Task<int> task) => task.Result;
                public void Starts() => Parallel.For(0, 1, (_, loop) => { });
                public Action<object> Escapes() => Monitor.Exit;
                public void Controlled(object gate) { lock (gate) { } }
            }
            """);

        Assert.That(twin.Uncontrolled.Select(c => $"{c.Method} {c.File}:{c.Line}"), Is.EquivalentTo(
        [
            "Thread.Interrupt Sample.cs:7", "Parallel.For Sample.cs:10", "Monitor.Exit Sample.cs:11",
        ]));
    }
}
