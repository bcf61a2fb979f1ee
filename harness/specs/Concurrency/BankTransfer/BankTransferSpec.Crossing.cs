using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <content>
/// Callers who hold one account and want others, in every interleaving. Time is the exploration's: it passes when nobody can
/// go on.
/// </content>
public partial class BankTransferSpec
{
    [Test, Stage(3)]
    public void Two_who_hold_what_the_other_wants_come_to_an_end() => HoldAndWant(1, 2, third: 3, fourth: 3);

    /// <summary>Promise 9: whichever of a transfer's two accounts is the one that it does not get.</summary>
    [Test, Stage(3)]
    public void Two_who_want_in_any_order_come_to_an_end()
    {
        HoldAndWant(1, 3, third: 2, fourth: 2);
        HoldAndWant(2, 3, third: 1, fourth: 1);
        HoldAndWant(3, 4, third: 1, fourth: 2);
        HoldAndWant(1, 2, third: 3, fourth: 4);
    }

    /// <summary>Promise 9: the limit is there to be used. An account that is freed in time is waited for.</summary>
    [Test, Stage(3)]
    public void A_transfer_waits_for_an_account_that_is_freed()
    {
        WaitFor(frozen: 1);
        WaitFor(frozen: 2);
    }

    /// <summary>Promise 8: what one account was frozen with and what the other holds meanwhile belong to one moment.</summary>
    [Test, Stage(3)]
    public void Nothing_moves_while_an_account_is_frozen()
    {
        LookWhileFrozen(1, other: 2);
        LookWhileFrozen(2, other: 1);
    }

    /// <summary>
    /// Promise 8: a transfer waits for one account, and the other one is frozen meanwhile. What it had seen of that is over.
    /// </summary>
    [Test, Stage(3)]
    public void Nothing_moves_when_a_transfer_has_waited_for_the_other_account()
    {
        LookWhileFrozen(1, other: 2, isOtherFrozenToo: true);
        LookWhileFrozen(2, other: 1, isOtherFrozenToo: true);
    }

    [Test, Stage(3)]
    public void A_total_beside_a_frozen_account_is_the_total_or_gives_up() =>
        Explore(() => New(10, 10, 10))
            .Thread(b => { b.Freeze(3, _ => b.Answer(1, 2, 4)); })
            .Thread(b => OrNothing(b.Total))
            .AfterAll((b, results) =>
            {
                Require(results[1] is null or 30L, "a total sees no money on its way", $"Total() was {results[1]}, not 30.");
                var moved = b.Balance(1) == 10 ? 0 : 4;
                Holds(b, [10 - moved, 10 + moved, 10], NoTrace);
            });

    private void LookWhileFrozen(long frozen, long other, bool isOtherFrozenToo = false)
    {
        var sums = new List<long?>();
        var exploration = Explore(() =>
            {
                sums.Clear();
                return New(10, 10);
            })
            .Thread(b => OrNothing(() =>
            {
                b.Freeze(frozen, cents =>
                {
                    for (var looks = 0; looks < 2; looks++) sums.Add(cents + OrNothing(() => b.Balance(other)));
                });
                return 0;
            }))
            .Thread(b => b.Answer(1, 2, 4));
        if (isOtherFrozenToo) exploration.Thread(b => OrNothing(() => { b.Freeze(other, _ => { }); return 0; }));
        exploration.AfterAll((b, results) =>
        {
            foreach (var sum in sums) Expect(sum ?? 20, 20, StandsStill, "the balance it was frozen with and the other one");
            var moved = results[1] is BankCall.Done ? 4 : 0;
            Holds(b, [10 - moved, 10 + moved], NoTrace);
        });
    }

    private void WaitFor(long frozen) =>
        Explore(() => New(10, 10, 10))
            .Thread(b => { b.Freeze(frozen, _ => b.Balance(3)); })
            .Thread(b => b.Answer(1, 2, 4))
            .AfterAll((b, results) =>
            {
                Expect(results[1], BankCall.Done, FreeAgain, "a transfer that met a frozen account");
                Holds(b, [6, 14, 10], Moves);
            });

    /// <summary>Each freezes one account, and then moves a cent from a third or fourth to the one that the other has.</summary>
    private void HoldAndWant(long one, long other, long third, long fourth) =>
        Explore(() => New(10, 10, 10, 10))
            .Thread(b => FreezeAndMove(b, one, third, other))
            .Thread(b => FreezeAndMove(b, other, fourth, one))
            .AfterAll((b, results) =>
            {
                var expected = new long[] { 10, 10, 10, 10 };
                if (results[0] is BankCall.Done) Move(expected, third, other);
                if (results[1] is BankCall.Done) Move(expected, fourth, one);
                Holds(b, expected, NoTrace);
            });

    private static void Move(long[] cents, long from, long to)
    {
        cents[from - 1]--;
        cents[to - 1]++;
    }

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

    private static long? OrNothing(Func<long> call)
    {
        try
        {
            return call();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
