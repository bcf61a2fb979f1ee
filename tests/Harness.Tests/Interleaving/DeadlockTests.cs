using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

internal sealed class DeadlockTests
{
    private const string OppositeOrder =
        """
        private readonly object _a = new(), _b = new();
        public void Left()
        {
            lock (_a)
                lock (_b) { }
        }
        public void Right()
        {
            lock (_b)
                lock (_a) { }
        }
        """;

    [Test]
    public void Locks_taken_in_opposite_orders_deadlock()
    {
        var result = Samples.TwoSides(OppositeOrder);

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
        Assert.That(result.Reason!.ReplaceLineEndings("\n"), Is.EqualTo(
            """
            T1 -> T2 -> T1: each waits for what the next one holds.
            T1 waits for _b at Sample.cs:6; T2 took it at Sample.cs:10 and holds it.
            T2 waits for _a at Sample.cs:11; T1 took it at Sample.cs:5 and holds it.
            """));
        Assert.That(InterleavingTable.Render(result), Is.EqualTo(
            """
             # | T1 Left          | T2 Right          | shared
             1 | lock _a       :5 |                   |
             2 |   ** switch **   | lock _b       :10 |
             3 |                  | waits for _a  :11 |
             4 | waits for _b  :6 |                   |
            """));
    }

    /// <summary>With a limit nobody waits for ever: one of the two gives up, and the search must come to that end.</summary>
    [Test]
    public void Locks_taken_in_opposite_orders_time_out_where_they_have_a_limit()
    {
        var result = Samples.TwoSides(
            """
            private readonly Lock _a = new(), _b = new();
            public void Left() => Both(_a, _b);
            public void Right() => Both(_b, _a);
            private static void Both(Lock first, Lock second)
            {
                if (!first.TryEnter(1000)) throw new TimeoutException("the first");
                if (!second.TryEnter(1000)) throw new TimeoutException("the second");
                second.Exit();
                first.Exit();
            }
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure, Is.TypeOf<TimeoutException>().With.Message.EqualTo("the second"));
    }

    [Test]
    public void Locks_taken_in_one_order_are_accepted() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly object _a = new(), _b = new();
        public void Left() { lock (_a) lock (_b) { } }
        public void Right() { lock (_a) lock (_b) { } }
        """));

    [Test]
    public void A_wait_that_nobody_pulses_any_more_is_a_deadlock()
    {
        var result = Samples.TwoSides(
            """
            private readonly object _gate = new();
            public void Left() { lock (_gate) Monitor.Wait(_gate); }
            public void Right() { lock (_gate) Monitor.Pulse(_gate); }
            """);

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
        Assert.That(result.Reason, Does.Contain("T1 waits for a pulse of _gate"));
    }

    [Test]
    public void A_wait_that_checks_its_condition_is_accepted() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly object _gate = new();
        private bool _isReady;
        public void Left() { lock (_gate) while (!_isReady) Monitor.Wait(_gate); }
        public void Right() { lock (_gate) { _isReady = true; Monitor.PulseAll(_gate); } }
        """));

    [Test]
    public void A_wait_with_a_timeout_ends_when_nothing_else_can_happen() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly SemaphoreSlim _never = new(0);
        public void Left() { if (_never.Wait(TimeSpan.FromDays(1))) throw new Exception(); }
        public void Right() { lock (_never) if (Monitor.Wait(_never, 1000)) throw new Exception(); }
        """));

    [Test]
    public void A_lock_that_is_never_released_stops_the_check()
    {
        var result = Samples.TwoIncrements(
            """
            private readonly object _gate = new();
            private bool _isTaken;
            public int Value { get { lock (_gate) return 2; } }
            public void Increment() { if (!_isTaken) { _isTaken = true; Monitor.Enter(_gate); } }
            """);

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
        Assert.That(result.Reason, Does.StartWith("The check after all waits for _gate at Sample.cs:4; T"));
    }

    [Test]
    public void A_class_that_catches_every_exception_cannot_hang_a_deadlocked_run()
    {
        var result = Samples.TwoSides(
            """
            private readonly object _a = new(), _b = new();
            public void Left() { while (true) try { lock (_a) lock (_b) return; } catch (Exception) { } }
            public void Right() { while (true) try { lock (_b) lock (_a) return; } catch { } finally { lock (_a) { } } }
            """);

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
    }
}
