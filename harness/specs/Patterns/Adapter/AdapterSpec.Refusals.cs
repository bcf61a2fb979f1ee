using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>Stage 2: what the adapter refuses, and what the gateway refuses.</summary>
public partial class AdapterSpec
{
    private const string FitsTheGateway = "the gateway is asked for what it can take, and for no more";

    [Test, Stage(2)]
    public void Less_than_one_cent_is_refused()
    {
        decimal[] amounts =
            [0m, 0.004m, 0.0049999999999999999999999999m, -0.004m, -0.005m, -0.01m, -5m, decimal.MinValue];
        foreach (var amount in amounts) Refuses(amount, "less than one cent is refused");
    }

    [Test, Stage(2)]
    public void The_largest_charge_is_all_the_gateway_can_take()
    {
        Charges(21474836.47m, int.MaxValue, FitsTheGateway);
        Charges(21474836.474m, int.MaxValue, FitsTheGateway);
        Charges(21474836.474999999999999999999m, int.MaxValue, FitsTheGateway);
    }

    [Test, Stage(2)]
    public void More_than_the_gateway_can_take_is_refused()
    {
        decimal[] amounts =
        [
            21474836.475m, 21474836.48m, 42949672.97m, 184467440737095516.17m, 792281625142643375935439503.36m,
            decimal.MaxValue,
        ];
        foreach (var amount in amounts) Refuses(amount, FitsTheGateway);
    }

    [Test, Stage(2)]
    public void Any_amount_is_charged_exactly_or_refused() => ForEachSeed(500, random =>
    {
        var amount = RandomAmounts.Any(random);
        if (ExactCents.Of(amount) is { } cents) Charges(amount, cents, ToTheCent);
        else Refuses(amount, "an amount that cannot be charged is refused");
    });

    [Test, Stage(2)]
    public void A_decline_carries_the_gateways_code()
    {
        foreach (var code in new[] { "card_expired", " 05: Do not honour " })
        {
            var gateway = new FakeGateway(_ => new(Accepted: false, code));
            var processor = New(gateway);
            var declined = ExpectThrows<PaymentDeclinedException>(() => processor.Pay(19.99m), "a decline is thrown");
            Expect(declined.Code, code, "a decline carries the gateway's code unchanged");
            Booked(gateway, [1999], "a declined charge is not tried again", "Pay(19.99)");
        }
    }

    [Test, Stage(2)]
    public void A_gateways_failure_reaches_the_caller_unchanged()
    {
        PassesOn(new TimeoutException());
        PassesOn(new OverflowException());
        PassesOn(new InvalidOperationException("The gateway is offline."));
    }

    /// <summary>A gateway that failed may have taken the money: a second call could charge twice.</summary>
    [Test, Stage(2)]
    public void A_failed_charge_is_not_tried_again()
    {
        var failures = 1;
        var gateway = new FakeGateway(_ => failures-- > 0 ? throw new TimeoutException() : new(Accepted: true, "late"));
        var processor = New(gateway);
        try
        {
            processor.Pay(19.99m);
        }
        catch (TimeoutException)
        {
            // What the caller sees is judged elsewhere; here only the gateway's book counts.
        }

        Booked(gateway, [1999], "a failed charge is not tried again", "Pay(19.99)");
    }

    [Test, Stage(2)]
    public void A_payment_after_a_failure_is_like_any_other()
    {
        var answers = new Queue<Func<GatewayAnswer>>(
        [
            () => throw new TimeoutException(),
            () => new(Accepted: false, "card_expired"),
            () => new(Accepted: true, "ok"),
        ]);
        var gateway = new FakeGateway(_ => answers.Dequeue()());
        var processor = New(gateway);
        ExpectThrows<TimeoutException>(() => processor.Pay(1m), "a failure of the gateway is thrown");
        ExpectThrows<ArgumentOutOfRangeException>(() => processor.Pay(0m), "less than one cent is refused");
        ExpectThrows<PaymentDeclinedException>(() => processor.Pay(2m), "a decline is thrown");
        Expect(processor.Pay(3m), new Receipt("ok", 3m), "a failure leaves nothing behind");
        Booked(gateway, [100, 200, 300], "a failure leaves nothing behind", "Pay(1), Pay(0), Pay(2) and Pay(3)");
    }

    [Test, Stage(2)]
    public void An_adapter_needs_a_gateway() =>
        ExpectThrows<ArgumentNullException>(() => New(null!), "an adapter needs a gateway");

    private void Refuses(decimal amount, string property)
    {
        var gateway = new FakeGateway();
        var processor = New(gateway);
        var refusal = ExpectThrows<ArgumentOutOfRangeException>(
            () => processor.Pay(amount), property, $"Pay({Text(amount)})");
        Booked(gateway, [], "a refused amount never reaches the gateway", $"Pay({Text(amount)})");
        Expect(refusal.ParamName, "amount", "a refusal names the argument");
    }

    private void PassesOn<TFailure>(TFailure failure) where TFailure : Exception
    {
        const string Property = "a failure of the gateway reaches the caller unchanged";
        var processor = New(new FakeGateway(_ => throw failure));
        var thrown = ExpectThrows<TFailure>(() => processor.Pay(19.99m), Property);
        Require(ReferenceEquals(thrown, failure), Property,
            $"Pay(19.99) should throw the {typeof(TFailure).Name} that the gateway threw, and threw another one.");
    }
}
