using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <summary>Grades the token bucket of <c>rate-limiter</c>: here what one caller sees who never waits.</summary>
public partial class RateLimiterSpec(Subject subject) : KataSpec<ITokenBucket>(subject)
{
    private const string OnTime = "a token arrives one whole interval after the bucket stopped being full";
    private const string EachInterval = "one more token arrives after each further interval";
    private const string Capped = "the bucket never holds more than its capacity";
    private const string Refused = "an empty bucket refuses";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan TwentyYears = TimeSpan.FromDays(20 * 365);

    [Test, Stage(1)]
    public void Begins_full() => Expect(New(capacity: 3).Available, 3, "a new bucket is full");

    /// <summary>Promise 1: a burst up to the capacity, and not one more.</summary>
    [Test, Stage(1)]
    public void A_burst_empties_it()
    {
        var bucket = New(capacity: 3);
        for (var left = 2; left >= 0; left--)
        {
            Expect(bucket.TryTake(), true, "a token that is there is granted");
            Expect(bucket.Available, left, "every token that is taken is gone");
        }

        Expect(bucket.TryTake(), false, Refused);
        Expect(bucket.Available, 0, "a refusal takes nothing");
    }

    [Test, Stage(1)]
    public void A_token_arrives_exactly_on_time()
    {
        var bucket = Drained(New());
        Time.Advance(Interval - OneTick);
        Expect(bucket.TryTake(), false, "no token arrives before its time");
        Time.Advance(OneTick);
        Expect(bucket.TryTake(), true, OnTime);
        Expect(bucket.TryTake(), false, "one interval brings one token");
    }

    [Test, Stage(1)]
    public void Tokens_arrive_one_by_one()
    {
        var bucket = Drained(New(capacity: 3), 3);
        for (var tokens = 1; tokens <= 3; tokens++)
        {
            Time.Advance(Interval - OneTick);
            Expect(bucket.Available, tokens - 1, "no token arrives before its time");
            Time.Advance(OneTick);
            Expect(bucket.Available, tokens, EachInterval);
        }
    }

    /// <summary>Promise 2: a full bucket stops the count; its first token comes no earlier for that.</summary>
    [Test, Stage(1)]
    public void A_full_bucket_saves_no_time()
    {
        var bucket = New(capacity: 2);
        Time.Advance(Interval * 0.7);
        Drained(bucket, 2);
        Time.Advance(Interval - OneTick);
        Expect(bucket.Available, 0, "a full bucket saves up no time");
        Time.Advance(OneTick);
        Expect(bucket.Available, 1, OnTime);
    }

    /// <summary>Promise 2, again: the count stops when the bucket has filled up, not only at the beginning.</summary>
    [Test, Stage(1)]
    public void A_bucket_that_filled_up_saves_no_time()
    {
        var bucket = Drained(New());
        Time.Advance(Interval * 1.7);
        Expect(bucket.TryTake(), true, OnTime);
        Time.Advance(Interval - OneTick);
        Expect(bucket.TryTake(), false, "a full bucket saves up no time");
        Time.Advance(OneTick);
        Expect(bucket.TryTake(), true, OnTime);
    }

    /// <summary>Promise 2: the take that makes room starts the count, and not the look that found it full.</summary>
    [Test, Stage(1)]
    public void A_look_at_a_full_bucket_starts_no_count()
    {
        var bucket = Drained(New());
        Time.Advance(Interval * 2.3);
        Expect(bucket.Available, 1, OnTime);
        Time.Advance(Interval * 0.7);
        CheckArrival(bucket, Interval);
    }

    /// <summary>Promise 3: only the take that ends "full" starts the count; those after it leave it alone.</summary>
    [Test, Stage(1)]
    public void A_further_take_does_not_start_the_count_again()
    {
        var bucket = Drained(New(capacity: 2));
        Time.Advance(Interval * 0.3);
        Drained(bucket);
        Time.Advance(Interval * 0.7);
        Expect(bucket.Available, 1, "a further take does not put off the next token");
        Drained(bucket);
        Time.Advance(Interval);
        Expect(bucket.Available, 1, EachInterval);
    }

    /// <summary>Promise 3: part of an interval is not lost by looking, and tenths do not add up to 0.99.</summary>
    [Test, Stage(1)]
    public void Looking_often_changes_nothing()
    {
        var bucket = Drained(New(capacity: 20), 20);
        for (var tenths = 1; tenths <= 200; tenths++)
        {
            Time.Advance(Interval / 10);
            Expect(bucket.Available, tenths / 10, "looking at the bucket does not change when tokens arrive");
        }
    }

    /// <summary>Promise 3: after 100 000 intervals of 70 ticks the next token is not one tick off.</summary>
    [Test, Stage(1)]
    public void Arrivals_do_not_drift()
    {
        const int Many = 100_000;
        var bucket = Drained(New(Many, TimeSpan.FromTicks(70)), Many);
        Time.Advance(TimeSpan.FromTicks((70L * Many) - 1));
        Expect(bucket.Available, Many - 1, "arrivals do not drift");
        Time.Advance(OneTick);
        Expect(bucket.Available, Many, "arrivals do not drift");
    }

    [Test, Stage(1)]
    public void It_never_holds_more_than_its_capacity()
    {
        var bucket = Drained(New(capacity: 3), 3);
        Time.Advance(Interval * 10);
        Expect(bucket.Available, 3, Capped);
        Drained(bucket, 3);
        Expect(bucket.TryTake(), false, Capped);
    }

    /// <summary>Promise 4: of these two numbers of intervals an int keeps zero, and one below it.</summary>
    [Test, Stage(1)]
    public void Idle_years_fill_it_and_no_more()
    {
        var bucket = New(2, OneTick);
        foreach (var idle in new[] { 1L << 52, (1L << 51) + (1L << 31) })
        {
            Drained(bucket, 2);
            Time.Advance(TimeSpan.FromTicks(idle));
            Expect(bucket.Available, 2, Capped);
        }
    }

    /// <summary>Promise 3: seconds in a double are too coarse after twenty years; ticks are not.</summary>
    [Test, Stage(1)]
    public void After_twenty_years_it_is_still_exact()
    {
        var bucket = New();
        Time.Advance(TwentyYears);
        CheckArrival(bucket, Interval);
    }

    [Test, Stage(1)]
    public void An_interval_may_be_one_tick() => CheckArrival(New(interval: OneTick), OneTick);

    [Test, Stage(1)]
    public void An_interval_may_be_a_year()
    {
        var year = TimeSpan.FromDays(365);
        CheckArrival(New(interval: year), year);
    }

    /// <summary>Promise 5: an operator or NTP may set the wall clock; a duration is none of its business.</summary>
    [Test, Stage(1)]
    public void A_wall_clock_set_forwards_brings_no_token() => SetTheWallClock(TimeSpan.FromHours(1));

    [Test, Stage(1)]
    public void A_wall_clock_set_back_holds_no_token_back() => SetTheWallClock(TimeSpan.FromHours(-1));

    /// <summary>Promise 5: a timestamp is a number of units, and TimestampFrequency says which.</summary>
    [Test, Stage(1)]
    public void Timestamps_count_in_the_unit_of_the_clock()
    {
        var bucket = Drained(New(time: new NanosecondClock(Time)));
        Time.Advance(Interval * 0.99);
        Expect(bucket.Available, 0, "timestamps are read in the unit of the clock");
        Time.Advance(Interval * 0.02);
        Expect(bucket.Available, 1, "timestamps are read in the unit of the clock");
    }

    /// <summary>Promise 5: only the distance of two timestamps of one clock says anything.</summary>
    [Test, Stage(1)]
    public void Timestamps_may_begin_anywhere()
    {
        var bucket = New(time: new FarFromZeroClock(Time));
        for (var takes = 0; takes < 3; takes++) CheckArrival(bucket, Interval);
    }

    [Test, Stage(1)]
    public void Buckets_are_independent()
    {
        var (one, other) = (New(), New());
        Drained(one);
        Expect(other.Available, 1, "each bucket has its own tokens");
    }

    [TestCase(0), TestCase(-1), Stage(1)]
    public void A_capacity_below_one_is_refused(int capacity) =>
        ExpectThrows<ArgumentOutOfRangeException>(() => New(capacity), "a bucket has room for one token at least");

    [TestCase(0), TestCase(-1), TestCase(-10_000), Stage(1)]
    public void An_interval_that_is_not_positive_is_refused(long ticks) =>
        ExpectThrows<ArgumentOutOfRangeException>(
            () => New(interval: TimeSpan.FromTicks(ticks)), "a token takes some time to arrive");

    [Test, Stage(1)]
    public void A_missing_clock_is_refused() =>
        ExpectThrows<ArgumentNullException>(
            () => Make<NewTokenBucket>(create => create(1, Interval, null!)), "there is no time without a clock");

    private ITokenBucket New(int capacity = 1, TimeSpan? interval = null, TimeProvider? time = null) =>
        Make<NewTokenBucket>(create => create(capacity, interval ?? Interval, time ?? Time));

    private static ITokenBucket Drained(ITokenBucket bucket, int tokens = 1)
    {
        for (var i = 0; i < tokens; i++) Expect(bucket.TryTake(), true, "a token that is there is granted");
        return bucket;
    }

    private void SetTheWallClock(TimeSpan by)
    {
        var bucket = Drained(New(capacity: 2), 2);
        Time.StepWallClock(by);
        Expect(bucket.Available, 0, "a wall clock that is set brings no token");
        Time.Advance(Interval);
        Expect(bucket.Available, 1, "a wall clock that is set holds no token back");
    }

    private void CheckArrival(ITokenBucket full, TimeSpan interval)
    {
        Drained(full);
        Time.Advance(interval - OneTick);
        Expect(full.Available, 0, "no token arrives before its time");
        Time.Advance(OneTick);
        Expect(full.Available, 1, OnTime);
    }
}
