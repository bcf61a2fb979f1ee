using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <content>Every interleaving again: a call, and what happens while it is between two of its steps.</content>
public partial class RateLimiterSpec
{
    private const string NothingFree = "nothing is free while somebody waits";

    /// <summary>Promise 12: a queue that is sent away leaves its tokens to nobody.</summary>
    [Test, Stage(3)]
    public void A_take_beside_Dispose_gets_no_token_of_a_waiter() =>
        Explore(WithALateTimer)
            .Thread(b => Answer(() => b.TryTake()))
            .Thread(b => b.Dispose())
            .AfterAll((_, results) => Require(
                results[0] is false or Wait.Disposed, NoOvertaking,
                $"TryTake beside Dispose gave {results[0]}; it may give false or throw ObjectDisposedException."));

    /// <summary>Promise 12: the same for a look.</summary>
    [Test, Stage(3)]
    public void A_look_beside_Dispose_shows_no_token_of_a_waiter() =>
        Explore(WithALateTimer)
            .Thread(b => Answer(() => b.Available > 0))
            .Thread(b => b.Dispose())
            .AfterAll((_, results) => Require(
                results[0] is false or Wait.Disposed, NothingFree,
                "Available beside Dispose was above 0; it may be 0 or throw ObjectDisposedException."));

    /// <summary>Promise 12: somebody joins, and the token arrives, while another looks.</summary>
    [Test, Stage(3)]
    public void A_look_beside_an_arrival_shows_no_token_of_a_waiter() =>
        Explore(() => Drained(New()))
            .Thread(b => b.Available)
            .Thread(b => { _ = Take(b); Time.Advance(Interval); })
            .AfterAll((_, results) => Expect(results[0], 0, NothingFree, "Available"));

    /// <summary>Promise 12: each of the two may think that the other one sets the timer.</summary>
    [Test, Stage(3)]
    public void Two_who_join_at_once_are_both_served() =>
        Explore(() => Drained(New()))
            .Thread(b => Take(b))
            .Thread(b => Take(b))
            .AfterAll((_, results) =>
            {
                Task[] waiters = [(Task)results[0]!, (Task)results[1]!];
                for (var served = 1; served <= 2; served++)
                {
                    Time.Advance(Interval);
                    Expect(waiters.Count(waiter => Stands(waiter) == Wait.Served), served, OnTime, "how many are served");
                }
            });

    /// <summary>Promise 12: a timer fires for somebody who leaves. Meanwhile time passes, and somebody else joins.</summary>
    [Test, Stage(3)]
    public void A_timer_that_fires_beside_a_new_wait_does_not_put_it_off()
    {
        CancellationTokenSource leaving = null!;
        HeldTimers timers = null!;
        Task first = null!;
        Explore(() =>
            {
                (leaving, timers) = (new CancellationTokenSource(), new HeldTimers(Time));
                return WithALateTimer(timers, out first, leaving.Token);
            })
            .Thread(_ => { timers.Fire(); })
            .Thread(b =>
            {
                leaving.Cancel();
                Time.Advance(Interval * 0.4);
                return (Took: b.TryTake(), Waiter: Take(b));
            })
            .AfterAll((_, results) =>
            {
                var (took, waiter) = ((bool, Task))results[1]!;
                Fire(timers);
                if (!took && Stands(first) == Wait.Cancelled)
                {
                    ExpectStands(waiter, Wait.Served, NoneLost); // the first left a moment after the take: its token stayed
                    return;
                }

                // Either the token was there, and the count began with this take, or it went to the first.
                var aMoment = TimeSpan.FromMilliseconds(1);
                Time.Advance((Interval * (took ? 1 : 0.6)) - aMoment);
                Fire(timers);
                ExpectStands(waiter, Wait.Waiting, "no token arrives before its time");
                Time.Advance(aMoment);
                Fire(timers);
                ExpectStands(waiter, Wait.Served, OnTime);
            });
    }

    private ITokenBucket WithALateTimer() => WithALateTimer(new HeldTimers(Time), out _, default);

    /// <summary>A bucket in which a token has arrived for somebody whom no timer has told yet.</summary>
    private ITokenBucket WithALateTimer(HeldTimers timers, out Task first, CancellationToken leaving)
    {
        var bucket = Drained(New(time: timers));
        first = Take(bucket, leaving);
        Time.Advance(Interval);
        return bucket;
    }
}
