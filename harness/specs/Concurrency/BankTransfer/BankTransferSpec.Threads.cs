namespace Katas.Specs.Concurrency;

/// <content>Every interleaving of a few transfers. Nothing is frozen, so nobody may time out.</content>
public partial class BankTransferSpec
{
    private const string BothGetOn = "transfers never keep each other waiting for good";

    [Test, Stage(2)]
    public void Transfers_that_cross_both_get_on() => Cross(1, 2);

    /// <summary>Promise 6: numbers that are equal in their lower half, by hash code, or by a difference that overflows.</summary>
    [Test, Stage(2)]
    public void Transfers_that_cross_get_on_whatever_the_numbers_are()
    {
        const long Upper = 1L << 32;
        Cross(1, Upper);
        Cross(1, Upper + 1);
        Cross(1, (1L << 31) + 1);
        Cross(7, long.MaxValue);
        Cross(-1L >>> 1, (-1L >>> 1) - Upper);
    }

    /// <summary>Promise 6: an order that follows the balances is another one after each transfer.</summary>
    [Test, Stage(2)]
    public void Transfers_that_cross_get_on_while_balances_change() =>
        Explore(() => New(100, 90))
            .Thread(b => b.Answer(1, 2, 5))
            .Thread(b => (b.Answer(1, 2, 20), b.Answer(2, 1, 1)))
            .AfterAll((b, results) =>
            {
                Expect(results[0], BankCall.Done, BothGetOn, "the first transfer");
                Expect(results[1], (BankCall.Done, BankCall.Done), BothGetOn, "the other two transfers");
                Holds(b, [76, 114], Conserved);
            });

    [Test, Stage(2)]
    public void Three_transfers_in_a_circle_get_on() =>
        Explore(() => New(10, 10, 10))
            .Thread(b => b.Answer(1, 2, 1))
            .Thread(b => b.Answer(2, 3, 2))
            .Thread(b => b.Answer(3, 1, 4))
            .AfterAll((b, results) =>
            {
                foreach (var result in results) Expect(result, BankCall.Done, BothGetOn, "a transfer");
                Holds(b, [13, 9, 8], Conserved);
            });

    [Test, Stage(2)]
    public void Money_is_spent_once() =>
        Explore(() => New(100, 0, 0))
            .Thread(b => b.Answer(1, 2, 70))
            .Thread(b => b.Answer(1, 3, 70))
            .AfterAll((b, results) =>
            {
                Expect(results.Count(result => result is BankCall.Done), 1, "100 cents pay 70 once", "transfers done");
                var isFirst = results[0] is BankCall.Done;
                Holds(b, [30, isFirst ? 70 : 0, isFirst ? 0 : 70], Conserved);
            });

    [Test, Stage(2)]
    public void Two_payments_to_one_account_both_arrive() =>
        Explore(() => New(0, 20, 20))
            .Thread(b => b.Transfer(2, 1, 5))
            .Thread(b => b.Transfer(3, 1, 7))
            .AfterAll(b => Holds(b, [12, 15, 13], Conserved));

    [Test, Stage(2)]
    public void Transfers_between_others_do_not_disturb_each_other() =>
        Explore(() => New(10, 10, 10, 10))
            .Thread(b => b.Transfer(1, 2, 3))
            .Thread(b => b.Transfer(4, 3, 4))
            .AfterAll(b => Holds(b, [7, 13, 14, 6], Conserved));

    [Test, Stage(2)]
    public void A_transfer_to_itself_loses_no_other_transfer() =>
        Explore(() => New(100, 100))
            .Thread(b => b.Answer(2, 2, 60))
            .Thread(b => b.Answer(1, 2, 30))
            .AfterAll((b, results) =>
            {
                Expect((results[0], results[1]), (BankCall.Done, BankCall.Done), BothGetOn, "both transfers");
                Holds(b, [70, 130], Conserved);
            });

    [Test, Stage(2)]
    public void A_total_beside_transfers_is_the_total() =>
        Explore(() => New(10, 10))
            .Thread(b => b.Answer(1, 2, 3))
            .Thread(b => b.Answer(2, 1, 4))
            .Thread(b => b.Total())
            .AfterAll((b, results) =>
            {
                Expect(results[2], 20L, "a total sees no money on its way", "Total()");
                Expect((results[0], results[1]), (BankCall.Done, BankCall.Done), BothGetOn, "both transfers");
                Holds(b, [11, 9], Conserved);
            });

    private void Cross(long one, long other) =>
        Explore(() => New(new Dictionary<long, long> { [one] = 10, [other] = 10 }))
            .Thread(b => b.Answer(one, other, 3))
            .Thread(b => b.Answer(other, one, 4))
            .AfterAll((b, results) =>
            {
                Expect((results[0], results[1]), (BankCall.Done, BankCall.Done), BothGetOn, $"between {one} and {other}");
                Expect((b.Balance(one), b.Balance(other), b.Total()), (11L, 9L, 20L), Conserved);
            });
}
