using Katas.Engine.Interleaving;
using Katas.Engine.Reporting;
using Katas.Harness.Tests.Interleaving;

namespace Katas.Harness.Tests.Reporting;

/// <summary>What each kind of mistake looks like to the person who made it.</summary>
public sealed class ExplorationTextTests
{
    [Test]
    public Task A_lost_update() => VerifyFailure(Schedules.LostUpdate);

    [Test]
    public Task Check_then_act() => VerifyFailure(Schedules.CheckThenAct);

    [Test]
    public Task A_race_across_an_await() => VerifyFailure(Schedules.AsyncRace);

    [Test]
    public Task A_permit_that_is_kept() => VerifyFailure(Schedules.Semaphore);

    [Test]
    public Task A_race_with_the_closing() => VerifyFailure(Schedules.Shutdown);

    [Test]
    public Task A_task_that_is_not_awaited() => VerifyFailure(Schedules.NotAwaited);

    [Test]
    public Task Unsafe_publication() => VerifyFailure(Schedules.DataRace);

    [Test]
    public Task A_livelock() => VerifyFailure(Schedules.Livelock);

    [Test]
    public Task A_swallowed_failure() => VerifyFailure(Schedules.LostFailure);

    [Test]
    public Task An_operation_that_throws() => VerifyFailure(Schedules.Threw);

    [Test]
    public Task Five_columns_and_two_files() => VerifyFailure(Schedules.ManyColumns);

    [Test]
    public Task A_deadlock_with_both_stacks() => VerifyFailure(Samples.TwoSides(
        """
        private readonly object _a = new(), _b = new();
        public void Left() => Move(_a, _b);
        public void Right()
        {
            Move(_b, _a);
        }
        private static void Move(object from, object to)
        {
            lock (from)
                lock (to) { }
        }
        """));

    [Test]
    public Task A_lost_wake_up() => VerifyFailure(Samples.TwoSides(
        """
        private readonly object _gate = new();
        private bool _isFull;
        public void Left()
        {
            bool isEmpty;
            lock (_gate) isEmpty = !_isFull;
            if (!isEmpty) return;
            lock (_gate) Monitor.Wait(_gate);
        }
        public void Right()
        {
            lock (_gate) { _isFull = true; Monitor.Pulse(_gate); }
        }
        """) with { Finding = Finding.LostWakeUp });

    [Test]
    public Task A_lock_that_is_never_given_back() => VerifyFailure(Samples.TwoSides(
        """
        private readonly object _gate = new();
        public void Left() => Monitor.Enter(_gate);
        public void Right() { lock (_gate) { } }
        """));

    [Test]
    public Task A_replay_that_no_longer_fits_but_fails() => VerifyFailure(
        Schedules.LostUpdate with { ReplayDifference = "It has 3 decisions, and now everything has ended after 1." });

    [Test]
    public Task Everything_that_is_no_failure() => Verify(string.Join("\n\n",
        ExplorationText.Passed(Schedules.Passed),
        ExplorationText.Passed(Schedules.Passed with { Scope = "every one with at most 2 preemptions" }),
        ExplorationText.Passed(Schedules.Passed with
        {
            Complete = false, Schedules = 20_000,
            Reason = "The search ended after 20000 schedules, the last of them drawn at random; there are more.",
        }),
        ExplorationText.Passed(Uncontrolled, stressRuns: 200),
        ExplorationText.Inconclusive(Schedules.Passed with { Reason = "T1 made no step for 2 s of real time." }),
        ExplorationText.Inconclusive(Uncontrolled with { Reason = "T1 made no step for 2 s of real time." }, stressRuns: 200),
        ExplorationText.CannotBeReplayed(
            Schedules.Passed with
            {
                ReplayDifference = "Its decision 2 of 3 let T2 go on, which cannot go on there now: only T1 or T3 can.",
            },
            "./kata test welcome --test No_money_is_lost")));

    [Test]
    public Task Found_on_real_threads_only()
    {
        using var clone = new TempClone();
        return VerifyText(clone, ExplorationText.FailedUnderStress(
            Uncontrolled, Schedules.LostUpdate.Failure!, run: 12, clone.Welcome));
    }

    private static ExplorationResult Uncontrolled => Schedules.Passed with
    {
        Complete = false, Schedules = 12,
        UncontrolledReached = [new UncontrolledCall("Thread.Sleep", "/src/Gate.cs", 12)],
    };

    private static Task VerifyFailure(ExplorationResult result)
    {
        using var clone = new TempClone();
        return VerifyText(clone, ExplorationText.Failed(result, clone.Welcome));
    }

    private static Task VerifyText(TempClone clone, Engine.Specs.PropertyFailedException failed)
    {
        var text = FailureText.Property(new GradedStub(clone), failed);
        Assert.That(failed.Table!.Split('\n').Select(line => line.Length), Has.All.AtMost(100));
        return Verify(text);
    }
}
