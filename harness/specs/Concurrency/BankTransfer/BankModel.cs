using Katas.Engine.Linearizability;

namespace Katas.Specs.Concurrency;

/// <summary>The bank as one client alone would see it: the balances of the accounts 1, 2, 3 and so on.</summary>
/// <remarks>It never times out: where nothing is frozen, that is an answer without explanation.</remarks>
internal sealed class BankModel(params long[] opening) : DeterministicModel<Sequence<long>, BankCall, object?>
{
    public override string Name => "bank";

    public override Sequence<long> Initial => Sequence.Of(opening);

    public override (Sequence<long> State, object? Output)? Apply(Sequence<long> state, BankCall input) => input switch
    {
        BankCall.Transfer(var from, _, var cents) when Of(state, from) < cents => (state, BankCall.Insufficient),
        BankCall.Transfer(var from, var to, var cents) => (Plus(Plus(state, from, -cents), to, cents), BankCall.Done),
        BankCall.Balance(var account) => (state, Of(state, account)),
        BankCall.Total => (state, state.Sum()),
        _ => throw new ModelException($"{Name} has no operation {input}."),
    };

    public override bool IsReadOnly(BankCall input, object? output) =>
        input is not BankCall.Transfer || output is BankCall.Insufficient;

    public override string Describe(Sequence<long> state) => string.Join(", ", state);

    private static long Of(Sequence<long> state, long account) => state[(int)account - 1];

    private static Sequence<long> Plus(Sequence<long> state, long account, long cents) =>
        state.SetItem((int)account - 1, Of(state, account) + cents);
}
