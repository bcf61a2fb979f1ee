using System.Runtime.CompilerServices;
using Katas.Concurrency;
using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>What callers see who wait for a token, one event after another.</content>
public partial class RateLimiterSpec
{
    private const string InOrder = "tokens go to those who wait in the order in which they came";
    private const string NoOvertaking = "TryTake never overtakes somebody who waits";
    private const string MovesUp = "a caller who leaves makes room at once for those behind";

    [Test, Stage(2)]
    public void A_token_that_is_there_is_taken_at_once()
    {
        var bucket = New(capacity: 2);
        var taken = Take(bucket);
        ExpectStands(taken, Wait.Served, "a token that is there need not be waited for");
        Expect(bucket.Available, 1, "every token that is taken is gone");
    }

    /// <summary>Promise 6: the wait ends with the interval that is running, not a whole one after it began.</summary>
    [Test, Stage(2)]
    public void A_wait_ends_when_the_next_token_arrives()
    {
        var bucket = Drained(New());
        Time.Advance(Interval * 0.3);
        var waiter = Take(bucket);
        Time.Advance((Interval * 0.7) - OneTick);
        ExpectStands(waiter, Wait.Waiting, "no token arrives before its time");
        Time.Advance(OneTick);
        ExpectStands(waiter, Wait.Served, "a wait ends when the next token arrives");
        Time.Advance(Interval - OneTick);
        Expect(bucket.Available, 0, "a token that went to a waiter is gone");
        Time.Advance(OneTick);
        Expect(bucket.Available, 1, EachInterval);
    }

    [Test, Stage(2)]
    public void Waiters_are_served_in_the_order_in_which_they_came()
    {
        var bucket = Drained(New(capacity: 2), 2);
        Task[] waiters = [Take(bucket), Take(bucket), Take(bucket)];
        for (var served = 0; served <= waiters.Length; served++)
        {
            for (var i = 0; i < waiters.Length; i++)
                ExpectStands(waiters[i], i < served ? Wait.Served : Wait.Waiting, InOrder);
            Time.Advance(Interval);
        }

        Expect(bucket.Available, 1, "the first token that nobody waits for stays in the bucket");
    }

    /// <summary>Promise 6: one long step of the clock is many arrivals, each at its own moment.</summary>
    [Test, Stage(2)]
    public void Each_waiter_is_served_at_the_moment_of_its_token()
    {
        var bucket = Drained(New());
        var served = new TimeSpan[3];
        for (var i = 0; i < served.Length; i++)
        {
            var place = i;
            _ = Take(bucket).ContinueWith(
                _ => served[place] = Time.Elapsed, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        Time.Advance(Interval * 5);
        for (var i = 0; i < served.Length; i++)
            Expect(served[i], Interval * (i + 1), "each waiter is served at the moment at which its token arrives");
    }

    [Test, Stage(2)]
    public void Nobody_overtakes_a_waiter()
    {
        var bucket = Drained(New());
        var waiter = Take(bucket);
        Expect(bucket.Available, 0, "nothing is free while somebody waits");
        Expect(bucket.TryTake(), false, NoOvertaking);
        Time.Advance(Interval);
        ExpectStands(waiter, Wait.Served, "a refused TryTake delays nobody");
    }

    /// <summary>Promise 7: at the moment of arrival too, before the bucket's own timer has had its turn.</summary>
    [Test, Stage(2)]
    public void Nobody_overtakes_at_the_moment_of_arrival()
    {
        var bucket = Drained(New());
        var took = false;
        using var early = Time.CreateTimer(_ => took = bucket.TryTake(), null, Interval, Timeout.InfiniteTimeSpan);
        var waiter = Take(bucket);
        Time.Advance(Interval);
        Expect(took, false, NoOvertaking);
        ExpectStands(waiter, Wait.Served, "a refused TryTake delays nobody");
    }

    /// <summary>Promise 7: what has arrived belongs to the first in the queue, however late the timer is.</summary>
    [Test, Stage(2)]
    public void Nobody_overtakes_while_a_timer_is_late()
    {
        var timers = new HeldTimers(Time);
        var bucket = Drained(New(time: timers));
        var waiter = Take(bucket);
        Time.Advance(Interval * 1.5);
        Expect(bucket.Available, 0, "what arrived for a waiter is not free");
        Expect(bucket.TryTake(), false, NoOvertaking);
        Fire(timers);
        ExpectStands(waiter, Wait.Served, "a refused TryTake delays nobody");
    }

    /// <summary>Promise 8: the clock counts tokens, the timer only wakes people.</summary>
    [Test, Stage(2)]
    public void A_late_timer_loses_no_token()
    {
        var timers = new HeldTimers(Time);
        var bucket = Drained(New(time: timers));
        Task[] waiters = [Take(bucket), Take(bucket), Take(bucket)];
        Time.Advance(Interval * 3.5);
        Fire(timers);
        foreach (var waiter in waiters)
            ExpectStands(waiter, Wait.Served, "a late timer serves everybody whose token has arrived");
        Expect(bucket.Available, 0, "three tokens arrived, and three went to those who waited");
        Time.Advance(Interval * 0.5);
        Fire(timers);
        Expect(bucket.Available, 1, "a late timer does not put off the tokens after it");
    }

    /// <summary>Promise 9: the task of the one who leaves ends at once and says whose token it was.</summary>
    [Test, Stage(2)]
    public void A_cancelled_waiter_leaves_at_once()
    {
        using var leaving = new CancellationTokenSource();
        var waiter = Take(Drained(New()), leaving.Token);
        leaving.Cancel();
        ExpectStands(waiter, Wait.Cancelled, "a cancelled wait ends at once");
        Expect(CancelledBy(waiter), leaving.Token, "the exception carries the caller's own token");
    }

    /// <summary>Promise 9: the two behind the first get the next two tokens.</summary>
    [Test, Stage(2)]
    public void A_cancelled_waiter_eats_no_token() => LeavesOfThree(leaver: 0);

    [Test, Stage(2)]
    public void A_waiter_may_leave_from_the_middle() => LeavesOfThree(leaver: 1);

    [Test, Stage(2)]
    public void A_waiter_may_leave_from_the_end() => LeavesOfThree(leaver: 2);

    [Test, Stage(2)]
    public void When_the_last_waiter_leaves_the_token_stays_in_the_bucket()
    {
        using var leaving = new CancellationTokenSource();
        var bucket = Drained(New());
        _ = Take(bucket, leaving.Token);
        Time.Advance(Interval * 0.5);
        leaving.Cancel();
        Time.Advance(Interval * 0.5);
        Expect(bucket.TryTake(), true, "a caller who leaves takes no token along");
    }

    [Test, Stage(2)]
    public void Cancelling_after_the_token_was_taken_changes_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var bucket = Drained(New());
        var waiter = Take(bucket, leaving.Token);
        Time.Advance(Interval);
        leaving.Cancel();
        ExpectStands(waiter, Wait.Served, "a token that was taken stays taken");
        Expect(bucket.Available, 0, "a token that was taken stays taken");
    }

    /// <summary>Promise 9: not even a token that is there.</summary>
    [Test, Stage(2)]
    public void A_token_that_is_cancelled_already_takes_nothing()
    {
        var bucket = New();
        var cancelled = new CancellationToken(canceled: true);
        var waiter = Take(bucket, cancelled);
        ExpectStands(waiter, Wait.Cancelled, "a cancelled caller takes nothing");
        Expect(CancelledBy(waiter), cancelled, "the exception carries the caller's own token");
        Expect(bucket.Available, 1, "a cancelled caller takes nothing");
    }

    /// <summary>Promise 11, many times over: random calls beside a model that takes them one after another.</summary>
    [Test, Stage(2)]
    public void It_behaves_as_the_model_says() => ForEachSeed(200, random =>
    {
        var capacity = random.Next(1, 4);
        var (bucket, model) = (New(capacity), new TokenBucketModel(capacity, Interval));
        List<(Task Task, CancellationTokenSource Leaving)> callers = [];
        for (var steps = random.Next(4, 13); steps > 0; steps--)
        {
            switch (random.Next(7))
            {
                case 0 or 1:
                    Expect(bucket.TryTake(), model.TryTake(), "TryTake takes a token exactly when one is free");
                    break;
                case 2 or 3:
                    var leaving = new CancellationTokenSource();
                    callers.Add((Take(bucket, leaving.Token), leaving));
                    model.Take();
                    break;
                case 4 when callers.Count > 0:
                    var caller = random.Next(callers.Count);
                    callers[caller].Leaving.Cancel();
                    model.Cancel(caller);
                    break;
                case 5:
                    Expect(bucket.Available, model.Available, "Available shows the tokens that are free");
                    break;
                default:
                    var by = Interval * (random.Next(0, 26) / 10.0);
                    Time.Advance(by);
                    model.Advance(by);
                    break;
            }

            for (var i = 0; i < callers.Count; i++)
                ExpectStands(callers[i].Task, model.Callers[i], $"caller {i + 1} of TakeAsync is served in turn");
        }

        Expect(bucket.Available, model.Available, "Available shows the tokens that are free");
        bucket.Dispose();
        foreach (var (_, leaving) in callers) leaving.Dispose();
    });

    private void LeavesOfThree(int leaver)
    {
        using var leaving = new CancellationTokenSource();
        var bucket = Drained(New());
        var waiters = new Task[3];
        for (var i = 0; i < 3; i++) waiters[i] = Take(bucket, i == leaver ? leaving.Token : default);
        leaving.Cancel();
        VirtualTime.Settle();
        foreach (var stays in waiters.Where((_, place) => place != leaver))
        {
            ExpectStands(stays, Wait.Waiting, "a caller who leaves brings no token");
            Time.Advance(Interval);
            ExpectStands(stays, Wait.Served, MovesUp);
        }

        ExpectStands(waiters[leaver], Wait.Cancelled, "a cancelled wait ends at once");
    }

    /// <summary>Lets late timers fire, and those that their callbacks set for now.</summary>
    private static void Fire(HeldTimers timers)
    {
        do VirtualTime.Settle();
        while (timers.Fire());
    }

    private static Task Take(ITokenBucket bucket, CancellationToken cancellationToken = default)
    {
        try
        {
            return bucket.TakeAsync(cancellationToken);
        }
        catch (Exception thrown) when (thrown is OperationCanceledException or ObjectDisposedException)
        {
            Require(false, "TakeAsync answers through its task",
                $"TakeAsync threw {thrown.GetType().Name}; the task that it returns should carry it.");
            throw;
        }
    }

    /// <summary>Checks how a call of TakeAsync stands once everything that is ready has run.</summary>
    private static void ExpectStands(
        Task task, Wait expected, string property, [CallerArgumentExpression(nameof(task))] string name = "")
    {
        var stands = Stands(task);
        Require(stands == expected, property, $"{name} should be {expected}, and is {stands}.");
    }

    /// <summary>How a call stands once everything that is ready has run.</summary>
    private static Wait Stands(Task task)
    {
        VirtualTime.Settle();
        return !task.IsCompleted ? Wait.Waiting : Thrown(task) switch
        {
            null => Wait.Served,
            OperationCanceledException => Wait.Cancelled,
            ObjectDisposedException => Wait.Disposed,
            _ => Wait.Failed,
        };
    }

    private static CancellationToken? CancelledBy(Task task) =>
        (Thrown(task) as OperationCanceledException)?.CancellationToken;
}
