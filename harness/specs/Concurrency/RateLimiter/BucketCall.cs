using Katas.Concurrency;
using Katas.Engine.Time;

namespace Katas.Specs.Concurrency;

/// <summary>What clients ask of a token bucket who never wait.</summary>
internal abstract record BucketCall
{
    public sealed record TryTake : BucketCall
    {
        public override string ToString() => "TryTake()";
    }

    public sealed record Available : BucketCall
    {
        public override string ToString() => "Available";
    }

    /// <summary>Time is an operation too: the one that brings tokens.</summary>
    public sealed record Pass(TimeSpan By) : BucketCall
    {
        public override string ToString() => $"{By.TotalMilliseconds} ms pass";
    }
}

/// <summary>The calls of a recorded client.</summary>
internal static class BucketClients
{
    public static bool TryTake(this Client<ITokenBucket> client) =>
        client.Call(new BucketCall.TryTake(), bucket => bucket.TryTake());

    public static int Available(this Client<ITokenBucket> client) =>
        client.Call(new BucketCall.Available(), bucket => bucket.Available);

    public static void Pass(this Client<ITokenBucket> client, VirtualTime time, TimeSpan by) =>
        client.Call<object?>(new BucketCall.Pass(by), _ =>
        {
            time.Advance(by);
            return null;
        });
}
