using Katas.Engine.Linearizability;

namespace Katas.Specs.Concurrency;

/// <summary>What a bucket holds, the time, and when its next token arrives; <see langword="null"/>: it is full.</summary>
internal sealed record BucketState(int Tokens, TimeSpan Now, TimeSpan? Next);

/// <summary>The bucket as a function of its state, for those who never wait: it judges what several threads see.</summary>
internal sealed class BucketModel(int capacity, TimeSpan interval) : DeterministicModel<BucketState, BucketCall, object?>
{
    public override string Name => "token bucket";

    public override BucketState Initial => new(capacity, TimeSpan.Zero, null);

    public override (BucketState State, object? Output)? Apply(BucketState state, BucketCall input) => input switch
    {
        BucketCall.TryTake when state.Tokens == 0 => (state, false),
        BucketCall.TryTake => (state with { Tokens = state.Tokens - 1, Next = state.Next ?? state.Now + interval }, true),
        BucketCall.Available => (state, state.Tokens),
        BucketCall.Pass pass => (After(state, state.Now + pass.By), null),
        _ => throw new ModelException($"{Name} has no operation {input}."),
    };

    public override bool IsReadOnly(BucketCall input, object? output) => input is BucketCall.Available || output is false;

    public override string Describe(BucketState state) => $"{state.Tokens} of {capacity} tokens";

    private BucketState After(BucketState state, TimeSpan time)
    {
        while (state.Next is { } arrival && arrival <= time)
        {
            var tokens = state.Tokens + 1;
            state = state with { Tokens = tokens, Next = tokens == capacity ? null : arrival + interval };
        }

        return state with { Now = time };
    }
}
