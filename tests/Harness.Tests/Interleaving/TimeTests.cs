using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Timers and clocks in virtual time.</summary>
internal sealed class TimeTests
{
    [TestCase("new Timer(_ => Tick(), null, 100, Timeout.Infinite)")]
    [TestCase("new Timer(_ => Tick(), null, 100L, -1L)")]
    [TestCase("new Timer(_ => Tick(), null, 100u, uint.MaxValue)")]
    [TestCase("new Timer(_ => Tick(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan)")]
    [TestCase("TimeProvider.System.CreateTimer(_ => Tick(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan)")]
    [TestCase("Later()")]
    [TestCase("Component()")]
    public void A_timer_fires_beside_the_others(string timer)
    {
        var program =
            $$"""
            private readonly object _gate = new();
            private readonly ManualResetEventSlim _done = new();
            private object _timer;
            private int _n;
            private void Tick() { LOCK _n++; _done.Set(); }
            private Timer Later() { var t = new Timer(_ => Tick()); t.Change(5, -1); return t; }
            private object Component()
            {
                var t = new System.Timers.Timer(5) { AutoReset = false };
                t.Elapsed += (_, _) => Tick(); t.Start(); return t;
            }
            public void Left() { _timer = {{timer}}; LOCK _n++; _done.Wait(); LOCK if (_n != 2) throw new Exception(); }
            public void Right() { }
            """;
        Samples.AssertFails(Samples.TwoSides(program.Replace("LOCK", "")), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("LOCK", "lock (_gate)")));
    }

    [Test]
    public void A_disposed_timer_may_still_run_unless_it_is_waited_for()
    {
        const string Program =
            """
            private volatile bool _isClosed;
            public void Left()
            {
                var timer = new Timer(_ => { if (_isClosed) throw new Exception("closed"); }, null, 10, -1);
                END;
                _isClosed = true;
            }
            public void Right() { }
            """;
        Samples.AssertFails(Samples.TwoSides(Program.Replace("END", "timer.Dispose()")), ExplorationOutcome.LostFailure);
        Samples.AssertAccepted(Samples.TwoSides(Program.Replace(
            "END", "using var gone = new ManualResetEvent(false); timer.Dispose(gone); gone.WaitOne()")));
    }

    [TestCase("DateTime.UtcNow")]
    [TestCase("DateTime.Now")]
    [TestCase("DateTimeOffset.UtcNow")]
    [TestCase("DateTimeOffset.Now")]
    [TestCase("TimeProvider.System.GetUtcNow()")]
    [TestCase("TimeSpan.FromMilliseconds(Environment.TickCount64)")]
    [TestCase("TimeSpan.FromMilliseconds(Environment.TickCount)")]
    [TestCase("Stopwatch.GetElapsedTime(0)")]
    [TestCase("_watch.Elapsed")]
    [TestCase("TimeSpan.FromMilliseconds(_watch.ElapsedMilliseconds)")]
    public void A_clock_shows_the_time_that_was_slept(string clock) => Samples.AssertAccepted(Samples.TwoSides(
        $$"""
        private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
        public void Left()
        {
            var before = {{clock}}; Thread.Sleep(1500); var after = {{clock}};
            if (after - before != TimeSpan.FromSeconds(1.5)) throw new Exception($"{after - before}");
        }
        public void Right() { }
        """.Replace("Stopwatch.Get", "System.Diagnostics.Stopwatch.Get")));

    /// <summary>Who reads the time before the other side has slept reads another time.</summary>
    [Test]
    public void The_time_may_pass_between_two_looks() => Samples.AssertFails(
        Samples.TwoSides(
            """
            public void Left() { var before = DateTime.UtcNow; if (DateTime.UtcNow != before) throw new Exception(); }
            public void Right() { Thread.Sleep(1000); }
            """),
        ExplorationOutcome.OperationThrew);
}
