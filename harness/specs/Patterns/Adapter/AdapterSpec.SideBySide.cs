using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>Stage 3: two customers pay through one adapter at the same time.</summary>
public partial class AdapterSpec
{
    [Test, Stage(3)]
    public void Payments_side_by_side_do_not_mix()
    {
        var gateway = new FakeGateway();
        Explore(() => New(gateway = new FakeGateway()))
            .Thread(p => p.Pay(10m))
            .Thread(p => p.Pay(25m))
            .AfterAll((_, receipts) =>
            {
                Require(gateway.Charges.Order().SequenceEqual([1000, 2500]), "each payment is charged once",
                    $"The charges should be 1000 and 2500 cents in any order, and are {Text(gateway.Charges)}.");
                Expect(receipts[0], FakeGateway.ReceiptFor(1000), "each receipt belongs to its own charge");
                Expect(receipts[1], FakeGateway.ReceiptFor(2500), "each receipt belongs to its own charge");
            });
    }

    [Test, Stage(3)]
    public void A_decline_meets_only_the_one_it_is_for() =>
        Explore(() => New(new FakeGateway(DeclinesTenDollars)))
            .Thread(p => Outcome(p, 10m))
            .Thread(p => Outcome(p, 25m))
            .AfterAll((_, outcomes) =>
            {
                Expect(outcomes[0], "card_expired", "a decline meets the payment that was declined");
                Expect(outcomes[1], "ref-2500", "a decline meets no other payment");
            });

    [Test, Stage(3)]
    public void Two_declines_keep_their_codes() =>
        Explore(() => New(new FakeGateway(cents => new(Accepted: false, $"code-{cents}"))))
            .Thread(p => Outcome(p, 10m))
            .Thread(p => Outcome(p, 25m))
            .AfterAll((_, outcomes) => Expect(
                (outcomes[0], outcomes[1]), ("code-1000", "code-2500"), "each decline belongs to its own charge"));

    private static GatewayAnswer DeclinesTenDollars(int cents) =>
        cents == 1000 ? new(Accepted: false, "card_expired") : FakeGateway.Accepts(cents);

    /// <summary>The receipt's reference, or the decline's code.</summary>
    private static string Outcome(IPaymentProcessor processor, decimal amount)
    {
        try
        {
            return processor.Pay(amount).Reference;
        }
        catch (PaymentDeclinedException declined)
        {
            return declined.Code;
        }
    }
}
