namespace Katas.Specs.Concurrency;

/// <content>What a bank is opened with.</content>
public partial class BankTransferSpec
{
    private const string OpensWith = "a bank opens with what it is given";

    [Test, Stage(1)]
    public void A_bank_opens_with_what_it_is_given()
    {
        Holds(New(100, 0, 7), [100, 0, 7], OpensWith);
        Holds(New(long.MaxValue, 0), [long.MaxValue, 0], OpensWith);
        Expect(New([]).Total(), 0L, OpensWith);
    }

    [Test, Stage(1)]
    public void The_bank_keeps_books_of_its_own()
    {
        var opening = Numbered([100, 50]);
        var bank = New(opening);
        opening[1] = 1_000_000;
        opening.Add(3, 5);
        bank.Transfer(1, 2, 10);
        Holds(bank, [90, 60], OpensWith);
        Expect((opening[1], opening[2]), (1_000_000L, 50L), "the dictionary belongs to the caller");
    }

    [Test, Stage(1)]
    public void Two_banks_have_nothing_to_do_with_each_other()
    {
        var (bank, other) = (New(100, 50), New(5, 5));
        bank.Transfer(1, 2, 30);
        Holds(other, [5, 5], OpensWith);
    }

    [Test, Stage(1)]
    public void Opening_balances_that_make_no_sense_are_refused()
    {
        const string Property = "opening balances are not negative, and their sum fits";
        ExpectThrows<ArgumentNullException>(() => New(null!, Limit), Property);
        ExpectThrows<ArgumentOutOfRangeException>(() => New(100, -1), Property);
        ExpectThrows<ArgumentOutOfRangeException>(() => New(long.MaxValue, 1), Property);
        ExpectThrows<ArgumentOutOfRangeException>(() => New(long.MaxValue, long.MaxValue, 2), Property);
        ExpectThrows<ArgumentOutOfRangeException>(() => New(long.MaxValue, 1, long.MinValue), Property);
    }

    [Test, Stage(1)]
    public void A_negative_limit_is_refused()
    {
        const string Property = "a limit is not negative";
        ExpectThrows<ArgumentOutOfRangeException>(() => New(Numbered([1]), TimeSpan.FromTicks(-1)), Property);
        ExpectThrows<ArgumentOutOfRangeException>(() => New(Numbered([1]), Timeout.InfiniteTimeSpan), Property);
    }
}
