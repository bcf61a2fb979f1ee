using Katas.Engine.Specs;

namespace Katas.Grading.Concurrency;

/// <summary>Your own tests of RateLimiter. The one that stands is an example.</summary>
public abstract class RateLimiterOwnTests(Subject subject) : KataSpec<ITokenBucket>(subject)
{
    [Test, Stage(1)]
    public void A_token_comes_back_after_an_interval()
    {
        var bucket = New(capacity: 1);
        Expect(bucket.TryTake(), true, "a new bucket is full");
        Time.Advance(Interval);
        Expect(bucket.TryTake(), true, "an interval brings a token");
    }

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private ITokenBucket New(int capacity) => Make<NewTokenBucket>(create => create(capacity, Interval, Time));
}
