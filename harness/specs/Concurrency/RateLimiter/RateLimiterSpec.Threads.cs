namespace Katas.Specs.Concurrency;

/// <content>Every interleaving of a few calls.</content>
public partial class RateLimiterSpec
{
    private const string OneTokenOneCaller = "one token goes to exactly one caller";
    private const string NoneLost = "no token is lost";

    [Test, Stage(3)]
    public void One_token_goes_to_one_of_two() =>
        Explore(() => New())
            .Thread(b => b.TryTake())
            .Thread(b => b.TryTake())
            .AfterAll((b, results) =>
            {
                Expect(results.Count(result => result is true), 1, OneTokenOneCaller);
                Expect(b.Available, 0, OneTokenOneCaller);
            });

    [Test, Stage(3)]
    public void Two_tokens_serve_both() =>
        Explore(() => New(capacity: 2))
            .Thread(b => b.TryTake())
            .Thread(b => b.TryTake())
            .AfterAll((b, results) =>
            {
                Expect(results.Count(result => result is true), 2, "a token that is there is granted");
                Expect(b.Available, 0, "every token that is taken is gone");
                Time.Advance(Interval);
                Expect(b.Available, 1, OnTime);
            });

    /// <summary>Promise 12: two callers find the same interval over. It brought one token, and is over once.</summary>
    [Test, Stage(3)]
    public void One_arrival_is_counted_once() => OneArrival(capacity: 1);

    /// <summary>Promise 12: the same where a second token would have room.</summary>
    [Test, Stage(3)]
    public void One_arrival_is_counted_once_by_a_larger_bucket() => OneArrival(capacity: 2);

    /// <summary>Promise 12: a look counts arrivals too, and must not count one twice, nor put off the next.</summary>
    [Test, Stage(3)]
    public void A_look_changes_nothing() =>
        Explore(() =>
            {
                var bucket = Drained(New(capacity: 3), 3);
                Time.Advance(Interval * 1.5);
                return bucket;
            })
            .Thread(b => b.TryTake())
            .Thread(b => b.Available)
            .AfterAll((b, results) =>
            {
                Expect(results[0], true, "a token that is there is granted");
                Require(results[1] is 0 or 1, "Available shows a number that was true",
                    $"Available was {results[1]}; it was 1 before the take and 0 after it.");
                Expect(b.Available, 0, "one interval brings one token");
                Time.Advance(Interval * 0.5);
                Expect(b.Available, 1, EachInterval);
            });

    /// <summary>Promise 12: TakeAsync gets the token, or else waits for exactly the next one.</summary>
    [Test, Stage(3)]
    public void One_token_goes_to_TryTake_or_to_TakeAsync() =>
        Explore(() => New())
            .Thread(b => b.TryTake())
            .Thread(b => Take(b))
            .AfterAll((b, results) =>
            {
                var (took, waiter) = (results[0] is true, (Task)results[1]!);
                ExpectStands(waiter, took ? Wait.Waiting : Wait.Served, OneTokenOneCaller);
                Time.Advance(Interval);
                ExpectStands(waiter, Wait.Served, OnTime);
                Expect(b.Available, took ? 0 : 1, EachInterval);
            });

    [Test, Stage(3)]
    public void One_token_goes_to_one_of_two_who_wait() =>
        Explore(() => New())
            .Thread(b => Take(b))
            .Thread(b => Take(b))
            .AfterAll((b, results) =>
            {
                Task[] waiters = [(Task)results[0]!, (Task)results[1]!];
                Expect(waiters.Count(waiter => Stands(waiter) == Wait.Served), 1, OneTokenOneCaller);
                Time.Advance(Interval);
                Expect(waiters.Count(waiter => Stands(waiter) == Wait.Served), 2, OnTime);
                Expect(b.Available, 0, "a token that went to a waiter is gone");
            });

    [Test, Stage(3)]
    public void TryTake_beside_Dispose_takes_or_is_refused_for_good() =>
        Explore(() => New())
            .Thread(b => Answer(() => b.TryTake()))
            .Thread(b => b.Dispose())
            .AfterAll((_, results) => Require(
                results[0] is true or Wait.Disposed, "a full bucket grants a token until it is disposed",
                $"TryTake beside Dispose gave {results[0]}; it may give true or throw ObjectDisposedException."));

    /// <summary>Promise 12: whoever joins the queue while it is sent away is not left behind in it.</summary>
    [Test, Stage(3)]
    public void Nobody_waits_in_a_disposed_bucket() =>
        Explore(() => Drained(New()))
            .Thread(b => Take(b))
            .Thread(b => b.Dispose())
            .AfterAll((_, results) =>
            {
                ExpectStands((Task)results[0]!, Wait.Disposed, SentAway, "the waiter");
                Expect(Time.ActiveTimers, 0, NoTimer);
            });

    /// <summary>Promise 12: the caller changes its mind while it joins the queue.</summary>
    [Test, Stage(3)]
    public void Nobody_stays_who_leaves_while_joining()
    {
        CancellationTokenSource leaving = null!;
        Explore(() =>
            {
                leaving = new CancellationTokenSource();
                return Drained(New());
            })
            .Thread(b => Take(b, leaving.Token))
            .Thread(_ => leaving.Cancel())
            .AfterAll((b, results) =>
            {
                ExpectStands((Task)results[0]!, Wait.Cancelled, "a cancelled wait ends at once", "the waiter");
                Time.Advance(Interval);
                Expect(b.TryTake(), true, NoneLost);
            });
    }

    [Test, Stage(3)]
    public void A_wait_that_is_cancelled_and_disposed_ends_once()
    {
        CancellationTokenSource leaving = null!;
        Task waiter = null!;
        Explore(() =>
            {
                leaving = new CancellationTokenSource();
                var bucket = Drained(New());
                waiter = Take(bucket, leaving.Token);
                return bucket;
            })
            .Thread(_ => leaving.Cancel())
            .Thread(b => b.Dispose())
            .AfterAll(_ =>
            {
                Require(Stands(waiter) is Wait.Cancelled or Wait.Disposed, "a wait ends once",
                    $"The task is {Stands(waiter)}; it may be cancelled or disposed.");
                Expect(Time.ActiveTimers, 0, NoTimer);
            });
    }

    /// <summary>Promise 12: the token arrives while the first in the queue leaves. One of the two gets it.</summary>
    [Test, Stage(3)]
    public void A_token_that_arrives_while_its_waiter_leaves_is_not_lost()
    {
        CancellationTokenSource leaving = null!;
        HeldTimers timers = null!;
        Task first = null!, second = null!;
        Explore(() =>
            {
                (leaving, timers) = (new CancellationTokenSource(), new HeldTimers(Time));
                var bucket = Drained(New(time: timers));
                (first, second) = (Take(bucket, leaving.Token), Take(bucket));
                Time.Advance(Interval);
                return bucket;
            })
            .Thread(_ => leaving.Cancel())
            .Thread(_ => { timers.Fire(); })
            .AfterAll(b =>
            {
                Fire(timers);
                var left = Stands(first) == Wait.Cancelled;
                ExpectStands(first, left ? Wait.Cancelled : Wait.Served, "a wait ends once");
                ExpectStands(second, left ? Wait.Served : Wait.Waiting, NoneLost);
                Time.Advance(Interval);
                Fire(timers);
                ExpectStands(second, Wait.Served, OnTime);
                Expect(b.Available, left ? 1 : 0, NoneLost);
            });
    }

    [Test, Stage(3)]
    public void A_timer_that_fires_beside_Dispose_sets_no_other()
    {
        HeldTimers timers = null!;
        Task first = null!, second = null!;
        Explore(() =>
            {
                timers = new HeldTimers(Time);
                var bucket = Drained(New(time: timers));
                (first, second) = (Take(bucket), Take(bucket));
                Time.Advance(Interval);
                return bucket;
            })
            .Thread(_ => { timers.Fire(); })
            .Thread(b => b.Dispose())
            .AfterAll(_ =>
            {
                Require(Stands(first) is Wait.Served or Wait.Disposed, "a wait ends once",
                    $"The task is {Stands(first)}; it may have its token or be disposed.");
                ExpectStands(second, Wait.Disposed, SentAway);
                Expect(timers.Count, 0, NoTimer);
            });
    }

    private void OneArrival(int capacity) =>
        Explore(() =>
            {
                var bucket = Drained(New(capacity), capacity);
                Time.Advance(Interval);
                return bucket;
            })
            .Thread(b => b.TryTake())
            .Thread(b => b.TryTake())
            .AfterAll((b, results) =>
            {
                Expect(results.Count(result => result is true), 1, OneTokenOneCaller);
                Expect(b.Available, 0, "one interval brings one token");
                Time.Advance(Interval - OneTick);
                Expect(b.Available, 0, "no token arrives before its time");
                Time.Advance(OneTick);
                Expect(b.Available, 1, EachInterval);
            });

    private static object Answer(Func<bool> call)
    {
        try
        {
            return call();
        }
        catch (ObjectDisposedException)
        {
            return Wait.Disposed;
        }
    }
}
