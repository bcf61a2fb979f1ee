namespace Katas.Specs.Concurrency;

/// <content>A model judges what several clients see; nothing is asserted by hand.</content>
public partial class RateLimiterSpec
{
    [Test, Stage(3)]
    public void Takes_and_looks_are_linearizable() =>
        Explore(() => New(capacity: 2))
            .Client(c => { c.TryTake(); c.Available(); })
            .Client(c => { c.TryTake(); c.TryTake(); })
            .Last(c => c.Available())
            .Linearizable(new BucketModel(2, Interval));

    /// <summary>Promise 12: the interval ends while two callers are at the bucket.</summary>
    [Test, Stage(3)]
    public void Takes_beside_an_arrival_are_linearizable() =>
        Explore(() => New(capacity: 2))
            .First(c => { c.TryTake(); c.TryTake(); })
            .Client(c => { c.TryTake(); c.Available(); })
            .Client(c => { c.Pass(Time, Interval); c.TryTake(); })
            .Last(c => { c.Available(); c.Pass(Time, Interval); c.Available(); })
            .Linearizable(new BucketModel(2, Interval));

    /// <summary>Promise 12 on real threads, while the clock stands still.</summary>
    [Test, Stage(3)]
    public void It_is_linearizable_as_a_token_bucket() =>
        Judge(() => New(capacity: 5), new BucketModel(5, Interval), clients: 4, seeds: 30, client =>
        {
            for (var calls = 0; calls < 6; calls++)
            {
                if (client.Random.Next(2) == 0) client.TryTake();
                else client.Available();
            }
        });
}
