using Katas.Engine.Specs;

namespace Katas.Grading.Concurrency;

/// <summary>Your own tests of BankTransfer. The one that stands is an example.</summary>
public abstract class BankTransferOwnTests(Subject subject) : KataSpec<IBank>(subject)
{
    [Test, Stage(1)]
    public void A_transfer_moves_money()
    {
        var bank = New(100, 0);
        bank.Transfer(1, 2, 30);
        Expect(bank.Balance(2), 30, "what one pays the other receives");
    }

    /// <summary>A bank with accounts 1, 2, and so on.</summary>
    private IBank New(params long[] cents) => Make<NewBank>(create => create(
        cents.Index().ToDictionary(account => account.Index + 1L, account => account.Item), TimeSpan.FromSeconds(5)));
}
