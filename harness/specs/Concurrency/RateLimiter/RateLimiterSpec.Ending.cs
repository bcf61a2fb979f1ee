using System.Runtime.CompilerServices;
using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>Disposal, and the code of callers that runs when their task ends.</content>
public partial class RateLimiterSpec
{
    private const string Closed = "a disposed bucket answers nobody";
    private const string SentAway = "Dispose ends every wait with ObjectDisposedException";
    private const string NoTimer = "a disposed bucket leaves no timer behind";

    [Test, Stage(2)]
    public void Dispose_sends_everybody_away()
    {
        var bucket = Drained(New());
        Task[] waiters = [Take(bucket), Take(bucket)];
        bucket.Dispose();
        foreach (var waiter in waiters)
            ExpectStands(waiter, Wait.Disposed, SentAway);
    }

    [Test, Stage(2)]
    public void A_disposed_bucket_answers_nobody()
    {
        var bucket = New();
        bucket.Dispose();
        ExpectThrows<ObjectDisposedException>(() => bucket.TryTake(), Closed);
        ExpectThrows<ObjectDisposedException>(() => _ = bucket.Available, Closed);
        ExpectStands(Take(bucket), Wait.Disposed, Closed);
    }

    [Test, Stage(2)]
    public void Disposing_twice_is_harmless()
    {
        var bucket = Drained(New());
        var waiter = Take(bucket);
        bucket.Dispose();
        bucket.Dispose();
        ExpectStands(waiter, Wait.Disposed, SentAway);
    }

    /// <summary>Promise 10: a timer that stays would keep the bucket in memory, and would wake for nobody.</summary>
    [Test, Stage(2)]
    public void A_disposed_bucket_leaves_no_timer()
    {
        var bucket = Drained(New());
        _ = Take(bucket);
        Time.Advance(Interval * 1.5);
        _ = Take(bucket);
        _ = Take(bucket);
        bucket.Dispose();
        _ = Stands(Take(bucket));
        Expect(Time.ActiveTimers, 0, NoTimer);
    }

    [Test, Stage(2)]
    public void Cancelling_after_Dispose_changes_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var bucket = Drained(New());
        var waiter = Take(bucket, leaving.Token);
        bucket.Dispose();
        ExpectStands(waiter, Wait.Disposed, SentAway);
        leaving.Cancel();
        ExpectStands(waiter, Wait.Disposed, "a wait ends once");
    }

    /// <summary>Promise 9: what stays with a token that lives for long keeps the bucket in memory for as long.</summary>
    [Test, Stage(2)]
    public void A_call_that_has_ended_leaves_nothing_with_its_token()
    {
        using var livesOn = new CancellationTokenSource();
        var clock = TakeOnAClockOfItsOwn(livesOn.Token);
        Require(IsGone(clock), "a call that has ended leaves nothing with its token",
            "The wait was over and the bucket disposed and forgotten, but the caller's token still led to it.");
    }

    /// <summary>Promise 11: a task that ends inside the lock runs its caller's code there, which waits here.</summary>
    [Test, Stage(2)]
    public void Code_behind_a_served_task_may_call_the_bucket_from_any_thread()
    {
        var bucket = Drained(New());
        var waiter = Take(bucket);
        var seen = WhenEnded(waiter, () => FromAnotherThread(() => bucket.Available));
        Time.Advance(Interval);
        ExpectStands(waiter, Wait.Served, "a wait ends when the next token arrives");
        Expect(seen.GetAwaiter().GetResult(), 0, "the code behind a task runs outside the bucket");
    }

    [Test, Stage(2)]
    public void Code_behind_a_cancelled_task_may_call_the_bucket_from_any_thread()
    {
        using var leaving = new CancellationTokenSource();
        var bucket = Drained(New());
        var waiter = Take(bucket, leaving.Token);
        var seen = WhenEnded(waiter, () => FromAnotherThread(() => bucket.Available));
        leaving.Cancel();
        ExpectStands(waiter, Wait.Cancelled, "a cancelled wait ends at once");
        Expect(seen.GetAwaiter().GetResult(), 0, "the code behind a task runs outside the bucket");
    }

    [Test, Stage(2)]
    public void Code_behind_a_disposed_task_may_call_the_bucket_from_any_thread()
    {
        var bucket = Drained(New());
        Task[] waiters = [Take(bucket), Take(bucket)];
        var again = WhenEnded(waiters[0], () => FromAnotherThread(() => { bucket.Dispose(); return true; }));
        bucket.Dispose();
        ExpectStands(waiters[0], Wait.Disposed, SentAway);
        Expect(again.GetAwaiter().GetResult(), true, "the code behind a task runs outside the bucket");
        ExpectStands(waiters[1], Wait.Disposed, SentAway);
    }

    /// <summary>Promise 11: the first who is told may take long. Here it takes until the second has been told.</summary>
    [Test, Stage(2)]
    public void Code_behind_a_task_keeps_nobody_waiting_who_is_told_next()
    {
        var bucket = Drained(New());
        Task[] waiters = [Take(bucket), Take(bucket)];
        var told = WhenEnded(waiters[0], () => VirtualTime.SettleUntil(() => waiters[1].IsCompleted));
        bucket.Dispose();
        Expect(told.GetAwaiter().GetResult(), true, "code behind a task keeps no other caller waiting", "the second was told");
    }

    /// <summary>Promise 11: who comes back the moment it is served goes to the end of the queue.</summary>
    [Test, Stage(2)]
    public void A_served_caller_who_comes_back_waits_behind_the_others()
    {
        var bucket = Drained(New());
        var back = WhenEnded(Take(bucket), () => Take(bucket));
        var other = Take(bucket);
        Time.Advance(Interval);
        ExpectStands(back, Wait.Served, InOrder);
        Time.Advance(Interval);
        Expect((Stands(other), Stands(back.Result)), (Wait.Served, Wait.Waiting), InOrder);
        Time.Advance(Interval);
        ExpectStands(back.Result, Wait.Served, InOrder);
    }

    /// <summary>Waits for a token on a clock that only the bucket holds. Not inlined, so that no local keeps the clock.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference TakeOnAClockOfItsOwn(CancellationToken cancellationToken)
    {
        var clock = new NanosecondClock(Time);
        var bucket = Drained(New(time: clock));
        var waiter = Take(bucket, cancellationToken);
        Time.Advance(Interval);
        ExpectStands(waiter, Wait.Served, OnTime);
        bucket.Dispose();
        return new WeakReference(clock);
    }

    /// <summary>Looks a few times: a thread that has just come to rest may still have it on its stack.</summary>
    private static bool IsGone(WeakReference reference)
    {
        for (var looks = 0; looks < 10 && reference.IsAlive; looks++)
        {
            VirtualTime.Settle();
            GC.Collect();
        }

        return !reference.IsAlive;
    }
}
