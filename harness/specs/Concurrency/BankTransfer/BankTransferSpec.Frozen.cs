using Katas.Concurrency;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>
/// A frozen account and a limit of zero: whoever meets it gives up at once, so nothing here waits on the real clock.
/// </content>
public partial class BankTransferSpec
{
    private const string StandsStill = "nothing enters or leaves a frozen account";
    private const string NoTrace = "a call that timed out leaves no trace";
    private const string FreeAgain = "an account is free again when the code has ended";
    private const string OthersGoOn = "a frozen account keeps nobody waiting who uses other accounts";

    [Test, Stage(3)]
    public void The_code_is_given_the_balance()
    {
        var bank = Impatient(100, 50);
        var seen = new List<long>();
        bank.Freeze(2, seen.Add);
        Require(seen is [50], "the code runs once, with the balance", $"It was given: {string.Join(", ", seen)}.");
        ExpectThrows<ArgumentNullException>(() => bank.Freeze(1, null!), "there must be code to run");
    }

    [Test, Stage(3)]
    public void A_frozen_account_neither_pays_nor_receives()
    {
        foreach (var frozen in new long[] { 1, 2, 3 })
        {
            var bank = Impatient(100, 100, 100);
            foreach (var other in new long[] { 1, 2, 3 })
            {
                if (other == frozen) continue;
                bank.Freeze(frozen, _ =>
                {
                    Expect(Elsewhere(bank, frozen, other, 10), BankCall.TimedOut, StandsStill, $"from {frozen} to {other}");
                    Expect(Elsewhere(bank, other, frozen, 10), BankCall.TimedOut, StandsStill, $"from {other} to {frozen}");
                });
                Holds(bank, [100, 100, 100], NoTrace);
            }
        }
    }

    /// <summary>Promise 9: a lock that stays behind, or one that is given back without having been taken, shows later.</summary>
    [Test, Stage(3)]
    public void After_a_time_out_every_account_works_as_before()
    {
        foreach (var (frozen, other) in new[] { (1L, 2L), (2L, 1L) })
        {
            var bank = Impatient(100, 100, 100);
            bank.Freeze(frozen, _ =>
            {
                for (var tries = 0; tries < 3; tries++)
                    Expect(Elsewhere(bank, other, frozen, 10), BankCall.TimedOut, StandsStill, "a try");
                Expect(Elsewhere(bank, other, 3, 10), BankCall.Done, NoTrace, "a transfer of the account that was not frozen");
            });
            Expect(Elsewhere(bank, frozen, other, 10), BankCall.Done, FreeAgain, "a transfer after all");
            Expect(Elsewhere(bank, 3, frozen, 10), BankCall.Done, FreeAgain, "another one");
            Expect(bank.Balance(other), 100L, NoTrace);
            Expect(bank.Total(), 300L, Conserved);
        }
    }

    [Test, Stage(3)]
    public void Transfers_between_others_go_on()
    {
        var bank = Impatient(10, 10, 10, 10);
        bank.Freeze(2, _ =>
        {
            Expect(Elsewhere(bank, 1, 3, 4), BankCall.Done, OthersGoOn, "from 1 to 3");
            Expect(Elsewhere(bank, 4, 3, 4), BankCall.Done, OthersGoOn, "from 4 to 3");
            Expect(FromAnotherThread(() => bank.Balance(3)), 18L, OthersGoOn);
            FromAnotherThread(() => { bank.Freeze(4, _ => { }); return true; });
        });
        Holds(bank, [6, 10, 18, 6], Conserved);
    }

    [Test, Stage(3)]
    public void The_code_may_move_money_between_others()
    {
        var bank = Impatient(10, 10, 10);
        bank.Freeze(2, _ => bank.Transfer(1, 3, 4));
        Holds(bank, [6, 10, 14], Moves);
    }

    [Test, Stage(3)]
    public void A_frozen_account_is_not_frozen_twice()
    {
        var bank = Impatient(10, 10);
        var ran = false;
        bank.Freeze(1, _ => ExpectThrows<TimeoutException>(
            () => FromAnotherThread(() => { bank.Freeze(1, _ => ran = true); return true; }), StandsStill));
        Expect(ran, false, "code that gets no account does not run");
        bank.Freeze(1, _ => ran = true);
        Expect(ran, true, FreeAgain);
    }

    [Test, Stage(3)]
    public void An_exception_of_the_code_frees_the_account()
    {
        var bank = Impatient(10, 10);
        var failure = new IOException("the auditor has gone home");
        const string Property = "the code's exception reaches the caller";
        var thrown = ExpectThrows<IOException>(() => bank.Freeze(1, _ => throw failure), Property);
        Require(ReferenceEquals(thrown, failure), Property, "Freeze threw another one.");
        Expect(Elsewhere(bank, 1, 2, 4), BankCall.Done, FreeAgain, "a transfer afterwards");
    }

    /// <summary>Promise 8: a code that throws what the bank throws has not timed out by itself, and is run once.</summary>
    [Test, Stage(3)]
    public void A_time_out_within_the_code_is_not_the_banks()
    {
        var bank = Impatient(10, 10);
        var runs = 0;
        ExpectThrows<TimeoutException>(() => bank.Freeze(1, _ => { runs++; throw new TimeoutException(); }), FreeAgain);
        Expect(runs, 1, "the code runs once");
        Expect(Elsewhere(bank, 1, 2, 4), BankCall.Done, FreeAgain, "a transfer afterwards");
    }

    [Test, Stage(3)]
    public void What_can_be_refused_at_once_does_not_wait()
    {
        const string Property = "the arguments are checked before anything is waited for";
        var bank = Impatient(10, 10);
        bank.Freeze(1, _ =>
        {
            ExpectThrows<ArgumentOutOfRangeException>(() => Elsewhere(bank, 1, 2, 0), Property);
            ExpectThrows<KeyNotFoundException>(() => Elsewhere(bank, 1, 9, 5), Property);
            ExpectThrows<KeyNotFoundException>(() => Elsewhere(bank, 9, 1, 5), Property);
        });
    }

    private IBank Impatient(params long[] cents) => New(Numbered(cents), TimeSpan.Zero);

    /// <summary>A transfer from a real thread of its own.</summary>
    private static string Elsewhere(IBank bank, long from, long to, long cents) =>
        FromAnotherThread(() => bank.Answer(from, to, cents));
}
