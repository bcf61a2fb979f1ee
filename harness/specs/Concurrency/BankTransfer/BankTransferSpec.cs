using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <summary>Grades the bank of <c>bank-transfer</c>.</summary>
/// <remarks>
/// The other parts: <c>BankTransferSpec.Opening.cs</c>, <c>BankTransferSpec.Threads.cs</c>,
/// <c>BankTransferSpec.Judged.cs</c>, <c>BankTransferSpec.Frozen.cs</c>, <c>BankTransferSpec.Crossing.cs</c>.
/// </remarks>
public partial class BankTransferSpec(Subject subject) : KataSpec<IBank>(subject)
{
    private const string Moves = "a transfer takes from one account what it gives to the other";
    private const string NothingMoved = "a transfer that is refused moves nothing";
    private const string Conserved = "no money is made or lost";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Test, Stage(1)]
    public void A_transfer_moves_money_from_one_account_to_the_other()
    {
        var bank = New(100, 50, 7);
        bank.Transfer(1, 2, 30);
        Holds(bank, [70, 80, 7], Moves);
        bank.Transfer(2, 1, 1);
        Holds(bank, [71, 79, 7], Moves);
    }

    [Test, Stage(1)]
    public void An_account_can_be_emptied()
    {
        var bank = New(100, 0);
        bank.Transfer(1, 2, 100);
        Holds(bank, [0, 100], "all that is there can be moved");
    }

    [Test, Stage(1)]
    public void More_than_there_is_cannot_be_moved()
    {
        var bank = New(100, 50);
        var refused = ExpectThrows<InsufficientFundsException>(() => bank.Transfer(1, 2, 101), NothingMoved);
        Expect(refused.Account, 1L, "the refusal names the account that cannot pay");
        Holds(bank, [100, 50], NothingMoved);
    }

    [Test, Stage(1)]
    public void No_transfer_goes_backwards()
    {
        var bank = New(100, 50);
        foreach (var cents in new[] { 0, -1, -50, long.MinValue })
        {
            ExpectThrows<ArgumentOutOfRangeException>(() => bank.Transfer(1, 2, cents), "a transfer moves at least a cent");
            ExpectThrows<ArgumentOutOfRangeException>(() => bank.Transfer(1, 1, cents), "a transfer moves at least a cent");
        }

        Holds(bank, [100, 50], NothingMoved);
    }

    [Test, Stage(1)]
    public void An_account_that_does_not_exist_is_refused()
    {
        const string Property = "there is no such account";
        var bank = New(100, 50);
        ExpectThrows<KeyNotFoundException>(() => bank.Transfer(1, 9, 10), Property);
        ExpectThrows<KeyNotFoundException>(() => bank.Transfer(9, 1, 10), Property);
        ExpectThrows<KeyNotFoundException>(() => bank.Transfer(9, 9, 10), Property);
        ExpectThrows<KeyNotFoundException>(() => bank.Balance(9), Property);
        ExpectThrows<KeyNotFoundException>(() => bank.Freeze(9, _ => { }), Property);
        Holds(bank, [100, 50], NothingMoved);
    }

    [Test, Stage(1)]
    public void A_transfer_to_itself_changes_nothing()
    {
        var bank = New(100, 50);
        bank.Transfer(1, 1, 40);
        bank.Transfer(1, 1, 100);
        Holds(bank, [100, 50], Conserved);
    }

    [Test, Stage(1)]
    public void A_transfer_to_itself_needs_the_money()
    {
        var bank = New(100, 50);
        ExpectThrows<InsufficientFundsException>(() => bank.Transfer(1, 1, 101), "it is checked like any other transfer");
        Holds(bank, [100, 50], NothingMoved);
    }

    [Test, Stage(1)]
    public void The_largest_amounts_do_not_overflow()
    {
        var bank = New(long.MaxValue - 5, 5);
        ExpectThrows<InsufficientFundsException>(() => bank.Transfer(2, 1, long.MaxValue), NothingMoved);
        Holds(bank, [long.MaxValue - 5, 5], NothingMoved);
        bank.Transfer(2, 1, 5);
        bank.Transfer(1, 1, long.MaxValue);
        bank.Transfer(1, 2, long.MaxValue);
        Holds(bank, [0, long.MaxValue], Conserved);
    }

    /// <summary>All promises of the first stage, in any order: the model is a dictionary.</summary>
    [Test, Stage(1)]
    public void Any_transfers_leave_what_they_should() => ForEachSeed(100, random =>
    {
        var model = Enumerable.Range(1, 4).ToDictionary(number => (long)number, _ => (long)random.Next(50));
        var bank = New(model);
        var sum = model.Values.Sum();
        for (var i = 0; i < 30; i++)
        {
            var (from, to, cents) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 40));
            var covered = model[from] >= cents;
            Expect(bank.Answer(from, to, cents), covered ? BankCall.Done : BankCall.Insufficient, Moves);
            if (!covered) continue;
            model[from] -= cents;
            model[to] += cents;
            Expect((bank.Balance(from), bank.Balance(to)), (model[from], model[to]), Moves);
            Expect(bank.Total(), sum, Conserved);
        }
    });

    /// <summary>The balances of the accounts 1, 2, 3 and so on, and with them the total.</summary>
    private static void Holds(IBank bank, long[] cents, string property)
    {
        for (var i = 0; i < cents.Length; i++) Expect(bank.Balance(i + 1), cents[i], property, $"Balance({i + 1})");
        Expect(bank.Total(), cents.Sum(), Conserved);
    }

    /// <summary>A bank with the accounts 1, 2, 3 and so on.</summary>
    private IBank New(params long[] cents) => New(Numbered(cents));

    private IBank New(IReadOnlyDictionary<long, long> opening) => New(opening, Limit);

    private IBank New(IReadOnlyDictionary<long, long> opening, TimeSpan limit) =>
        Make<NewBank>(create => create(opening, limit));

    private static Dictionary<long, long> Numbered(long[] cents) =>
        cents.Index().ToDictionary(each => each.Index + 1L, each => each.Item);
}
