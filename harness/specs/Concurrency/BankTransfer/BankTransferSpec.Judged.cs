namespace Katas.Specs.Concurrency;

/// <content>A model judges what several clients see; nothing is asserted by hand.</content>
public partial class BankTransferSpec
{
    /// <summary>Promise 7: who sees the money gone from one account sees it in the other.</summary>
    [Test, Stage(2)]
    public void Balances_beside_a_transfer_are_linearizable() =>
        Explore(() => New(10, 10))
            .Client(c => c.Transfer(1, 2, 3))
            .Client(c => { c.Balance(1); c.Balance(2); })
            .Linearizable(new BankModel(10, 10));

    /// <summary>Promise 7, the other way round: who sees the money arrive sees it gone.</summary>
    [Test, Stage(2)]
    public void Balances_in_the_other_order_are_linearizable() =>
        Explore(() => New(10, 10))
            .Client(c => c.Transfer(1, 2, 3))
            .Client(c => { c.Balance(2); c.Balance(1); })
            .Linearizable(new BankModel(10, 10));

    [Test, Stage(2)]
    public void Totals_and_balances_beside_transfers_are_linearizable() =>
        Explore(() => New(10, 0, 5))
            .Client(c => { c.Transfer(1, 3, 8); c.Balance(3); })
            .Client(c => { c.Transfer(1, 2, 4); c.Total(); })
            .Last(c => { c.Balance(1); c.Balance(2); c.Total(); })
            .Linearizable(new BankModel(10, 0, 5));

    /// <summary>Promise 7: money that came in can be spent at once, and money that is on its way cannot.</summary>
    [Test, Stage(2)]
    public void A_chain_of_payments_is_linearizable() =>
        Explore(() => New(5, 0, 0))
            .Client(c => c.Transfer(1, 2, 5))
            .Client(c => { c.Transfer(2, 3, 5); c.Total(); })
            .Last(c => { c.Balance(1); c.Balance(2); c.Balance(3); })
            .Linearizable(new BankModel(5, 0, 0));

    /// <summary>Promise 7 on real threads.</summary>
    [Test, Stage(2)]
    public void It_is_linearizable_as_a_bank() =>
        Judge(() => New(9, 9, 9), new BankModel(9, 9, 9), clients: 4, seeds: 30, client =>
        {
            for (var calls = 0; calls < 6; calls++)
            {
                var (account, other) = (client.Random.Next(1, 4), client.Random.Next(1, 4));
                if (client.Random.Next(3) > 0) client.Transfer(account, other, client.Random.Next(1, 8));
                else if (client.Random.Next(2) == 0) client.Balance(account);
                else client.Total();
            }
        });
}
