using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Threads that a subject starts itself.</summary>
internal sealed class StartedThreadTests
{
    [TestCase("var t = new Thread(() => _n++); t.Start(); t.Join(); _n++;")]
    [TestCase("var t = new Thread(o => _n += (int)o); t.Start(1); if (!t.Join(1000)) throw new(); _n++;")]
    [TestCase("var t = new Thread(() => _n++); t.UnsafeStart(); while (t.IsAlive) { t.Join(); } _n++;")]
    [TestCase("var t = new Thread(o => _n++, 0); t.UnsafeStart(null); t.Join(TimeSpan.FromSeconds(1)); _n++;")]
    public void A_joined_thread_has_done_its_work(string body) => Samples.AssertAccepted(Samples.TwoSides(
        $$"""
        private int _n;
        public void Left() { {{body}} if (_n != 2) throw new Exception($"{_n}"); }
        public void Right() { }
        """));

    [TestCase("var t = new Thread(() => _n++); t.Start(); _n++; t.Join();")]
    [TestCase("var t = new Thread(() => _n++); t.Start(); t.Join(0); _n++; t.Join();")]
    [TestCase("var t = new Thread(() => _n++); t.Start(); Thread.Sleep(100); _n++; t.Join();")]
    public void Before_the_join_it_may_be_anywhere(string body)
    {
        var result = Samples.TwoSides(
            $$"""
            private int _n;
            public void Left() { {{body}} if (_n != 2) throw new Exception($"{_n}"); }
            public void Right() { }
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure!.Message, Is.EqualTo("1"));
    }

    [Test]
    public void Its_name_heads_its_column()
    {
        var result = Samples.TwoSides(
            """
            private int _n;
            public void Left()
            {
                var t = new Thread(() => _n++) { Name = "helper" };
                t.Start(); _n++; t.Join();
                if (_n != 2) throw new Exception();
            }
            public void Right() { }
            """);

        Assert.That(InterleavingTable.Render(result), Does.Contain("T3 helper"));
    }

    [Test]
    public void Two_threads_that_join_each_other_are_deadlocked()
    {
        var result = Samples.TwoSides(
            """
            private Thread _a, _b;
            public void Left()
            {
                _a = new Thread(() => _b.Join()); _b = new Thread(() => _a.Join());
                _a.Start(); _b.Start(); _a.Join();
            }
            public void Right() { }
            """,
            s => { });

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
    }

    /// <summary>An idle worker waits for ever, and harms nobody; two that wait for each other's lock do.</summary>
    [TestCase("lock (_a) { Thread.Yield(); lock (_b) { } }", "lock (_b) { Thread.Yield(); lock (_a) { } }",
        ExplorationOutcome.Deadlock)]
    [TestCase("lock (_a) Monitor.Wait(_a);", "lock (_b) Monitor.Wait(_b);", ExplorationOutcome.Passed)]
    public void What_waits_after_the_end_is_a_deadlock_only_in_a_circle(string one, string other, ExplorationOutcome outcome)
    {
        var result = Samples.TwoSides(
            $$"""
            private readonly object _a = new(), _b = new();
            public void Left()
            {
                var one = new Thread(() => { {{one}} }); var other = new Thread(() => { {{other}} });
                one.Start(); other.Start();
            }
            public void Right() { }
            """);

        Assert.That(result.Outcome, Is.EqualTo(outcome), result.Reason);
    }

    [Test]
    public void A_thread_that_throws_ends_the_process()
    {
        var result = Samples.TwoSides(
            """
            public void Left() { var t = new Thread(() => throw new Exception("lost")); t.Start(); t.Join(); }
            public void Right() { }
            """);

        Samples.AssertFails(result, ExplorationOutcome.LostFailure);
    }

    [Test]
    public void A_thread_starts_once() => Samples.AssertAccepted(Samples.TwoSides(
        """
        public void Left()
        {
            var t = new Thread(() => { });
            try { t.Join(); throw new Exception(); } catch (ThreadStateException) { }
            t.Start();
            try { t.Start(); throw new Exception(); } catch (ThreadStateException) { }
        }
        public void Right() { }
        """));

    [Test]
    public void It_knows_itself() => Samples.AssertAccepted(Samples.TwoSides(
        """
        public void Left()
        {
            Thread self = null; var id = 0;
            var t = new Thread(() => { self = Thread.CurrentThread; id = Environment.CurrentManagedThreadId; });
            if (t.ThreadState != ThreadState.Unstarted) throw new Exception();
            t.Start(); t.Join();
            if (self != t || id != t.ManagedThreadId || t.IsAlive || t.ThreadState != ThreadState.Stopped) throw new Exception();
        }
        public void Right() { }
        """));

    [Test]
    public void Who_sleeps_may_wake_too_early()
    {
        const string Program =
            """
            private volatile bool _isReady; private readonly ManualResetEventSlim _ready = new();
            public void Left() { WAIT; if (!_isReady) throw new Exception("not ready"); }
            public void Right() { _isReady = true; _ready.Set(); }
            """;

        Samples.AssertFails(
            Samples.TwoSides(Program.Replace("WAIT", "Thread.Sleep(5000)")), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(Program.Replace("WAIT", "_ready.Wait()")));
    }

    [Test]
    public void A_loop_that_polls_ends_and_says_what_was_left_out()
    {
        var result = Samples.TwoSides(
            """
            private volatile bool _isReady;
            public void Left() { while (!_isReady) Thread.Sleep(TimeSpan.FromMilliseconds(10)); }
            public void Right() { _isReady = true; }
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed), result.Reason);
        Assert.That(result.Complete, Is.False);
    }
}
