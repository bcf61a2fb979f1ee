using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <content>
/// Callers who hold one account and want others, in every interleaving. Time is the exploration's: it passes when nobody can
/// go on.
/// </content>
public partial class BankTransferSpec
{
    private const string Ends = "a call that cannot get its accounts ends by the limit";

    [Test, Stage(3)]
    public void Two_who_hold_what_the_other_wants_come_to_an_end() => HoldAndWant(1, 2, third: 3);

    /// <summary>Promise 9: whichever of a transfer's two accounts is the one that it does not get.</summary>
    [Test, Stage(3)]
    public void Two_who_want_in_any_order_come_to_an_end()
    {
        HoldAndWant(1, 3, third: 2);
        HoldAndWant(2, 3, third: 1);
    }

    /// <summary>Promise 9: the limit is there to be used. An account that is freed in time is waited for.</summary>
    [Test, Stage(3)]
    public void A_transfer_waits_for_an_account_that_is_freed()
    {
        WaitFor(frozen: 1);
        WaitFor(frozen: 2);
    }

    /// <summary>Promise 8: while the code runs, no transfer begins and ends that changes the account.</summary>
    [Test, Stage(3)]
    public void Nothing_moves_while_an_account_is_frozen()
    {
        List<string> events = null!;
        Explore(() =>
            {
                events = [];
                return New(10, 10, 10);
            })
            .Thread(b => b.Freeze(1, _ =>
            {
                events.Add("frozen");
                b.Balance(3);
                b.Balance(3);
                events.Add("freed");
            }))
            .Thread(b =>
            {
                events.Add("begins");
                b.Transfer(1, 2, 4);
                events.Add("ends");
            })
            .AfterAll(_ => Require(
                events is not ["frozen", "begins", "ends", "freed"], StandsStill,
                "A transfer from the account began and ended while it was frozen."));
    }

    [Test, Stage(3)]
    public void A_total_beside_a_frozen_account_is_the_total_or_gives_up() =>
        Explore(() => New(10, 10, 10))
            .Thread(b => { b.Freeze(3, _ => b.Answer(1, 2, 4)); })
            .Thread(TotalOrNothing)
            .AfterAll((b, results) =>
            {
                Require(results[1] is null or 30L, "a total sees no money on its way", $"Total() was {results[1]}, not 30.");
                var moved = b.Balance(1) == 10 ? 0 : 4;
                Holds(b, [10 - moved, 10 + moved, 10], NoTrace);
            });

    private void WaitFor(long frozen) =>
        Explore(() => New(10, 10, 10))
            .Thread(b => { b.Freeze(frozen, _ => b.Balance(3)); })
            .Thread(b => b.Answer(1, 2, 4))
            .AfterAll((b, results) =>
            {
                Expect(results[1], BankCall.Done, FreeAgain, "a transfer that met a frozen account");
                Holds(b, [6, 14, 10], Moves);
            });

    /// <summary>Each freezes one account, and then moves a cent from the third to the one that the other has frozen.</summary>
    private void HoldAndWant(long one, long other, long third) =>
        Explore(() => New(10, 10, 10))
            .Thread(b => FreezeAndMove(b, one, third, other))
            .Thread(b => FreezeAndMove(b, other, third, one))
            .AfterAll((b, results) =>
            {
                var (toOther, toOne) = (results[0] is BankCall.Done ? 1 : 0, results[1] is BankCall.Done ? 1 : 0);
                Expect(b.Balance(other), 10L + toOther, NoTrace);
                Expect(b.Balance(one), 10L + toOne, NoTrace);
                Expect(b.Balance(third), 10L - toOther - toOne, NoTrace);
                Require(toOne + toOther > 0 || results.Contains(BankCall.TimedOut), Ends, "Neither moved, and none timed out.");
            });

    private static string FreezeAndMove(IBank bank, long frozen, long from, long to)
    {
        var answer = BankCall.TimedOut;
        try
        {
            bank.Freeze(frozen, _ => answer = bank.Answer(from, to, 1));
        }
        catch (TimeoutException)
        {
            // The other one has frozen its account, and wants this one.
        }

        return answer;
    }

    private static object? TotalOrNothing(IBank bank)
    {
        try
        {
            return bank.Total();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
