using System.Globalization;
using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>Grades the payment adapter of <c>adapter</c>.</summary>
/// <remarks>The other halves: <c>AdapterSpec.Refusals.cs</c>, <c>AdapterSpec.SideBySide.cs</c>.</remarks>
public partial class AdapterSpec(Subject subject) : KataSpec<IPaymentProcessor>(subject)
{
    private const string ToTheCent = "an amount is charged to the cent";
    private const string HalfAway = "half a cent rounds away from zero";

    [Test, Stage(1)]
    public void Dollars_arrive_as_cents() => Charges(25.00m, 2500, ToTheCent);

    /// <summary>Prices at which <c>double</c> or <c>float</c> comes out a cent short, and plain ones.</summary>
    [Test, Stage(1)]
    public void Every_price_arrives_exactly()
    {
        decimal[] prices =
            [0.01m, 0.07m, 0.1m, 0.29m, 0.57m, 0.58m, 1.13m, 1.15m, 4.35m, 8.41m, 19.99m, 64.1m, 1m, 167772.17m, 1E7m];
        foreach (var price in prices) Charges(price, (int)ExactCents.Of(price)!, ToTheCent);
    }

    [Test, Stage(1)]
    public void Half_a_cent_rounds_away_from_zero()
    {
        Charges(1.005m, 101, HalfAway);
        Charges(1.015m, 102, HalfAway);
        Charges(2.675m, 268, HalfAway);
        Charges(0.005m, 1, HalfAway);
        Charges(0.025m, 3, HalfAway);
        Charges(21474836.465m, int.MaxValue, HalfAway);
    }

    /// <summary>An amount is rounded once: 1.0049 is not 1.005, however many nines follow.</summary>
    [Test, Stage(1)]
    public void Less_than_half_a_cent_rounds_down()
    {
        const string Property = "less than half a cent is dropped";
        Charges(1.004m, 100, Property);
        Charges(1.0049m, 100, Property);
        Charges(1.0049999999999999999999999999m, 100, Property);
        Charges(0.0149999999999999999999999999m, 1, Property);
        // Half a cent on top of this one needs more digits than a decimal has: the sum is rounded up, unasked.
        Charges(79.224999999999999999999999999m, 7922, Property);
    }

    [Test, Stage(1)]
    public void The_receipt_says_what_was_charged()
    {
        var receipt = New(new FakeGateway(_ => new(Accepted: true, " Ä 07 "))).Pay(1.005m);
        Expect(receipt.Charged, 1.01m, "a receipt says what was charged, not what was asked");
        Expect(receipt.Reference, " Ä 07 ", "a receipt carries the gateway's reference unchanged");
    }

    [Test, Stage(1)]
    public void Two_equal_payments_are_two_charges()
    {
        var number = 0;
        var gateway = new FakeGateway(_ => new(Accepted: true, $"ref-{++number}"));
        var processor = New(gateway);
        var (first, second) = (processor.Pay(5m), processor.Pay(5m));
        Booked(gateway, [500, 500], "each payment is one charge", "Pay(5) and Pay(5)");
        Expect((first.Reference, second.Reference), ("ref-1", "ref-2"), "each receipt belongs to its own charge");
    }

    [Test, Stage(1)]
    public void A_decimal_comma_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = WithDecimalComma();
            Charges(1234.565m, 123457, "the machine's culture changes nothing");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test, Stage(1)]
    public void Any_price_is_charged_to_the_cent() => ForEachSeed(500, random =>
    {
        var price = RandomAmounts.Price(random);
        Charges(price, (int)ExactCents.Of(price)!, ToTheCent);
    });

    /// <summary>Pays on a fresh gateway, and looks at the gateway's book and the receipt.</summary>
    private void Charges(decimal amount, int cents, string property)
    {
        var gateway = new FakeGateway();
        var receipt = New(gateway).Pay(amount);
        Booked(gateway, [cents], property, $"Pay({Text(amount)})");
        Expect(receipt, FakeGateway.ReceiptFor(cents), "the receipt says what was charged");
    }

    private static void Booked(FakeGateway gateway, int[] cents, string property, string calls) => Require(
        gateway.Charges.SequenceEqual(cents), property,
        $"{calls} should charge {Text(cents)}, and charged {Text(gateway.Charges)}.");

    private static string Text(IReadOnlyCollection<int> cents) =>
        cents.Count == 0 ? "nothing" : $"{string.Join(" and ", cents)} cents";

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static CultureInfo WithDecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        return culture;
    }

    private IPaymentProcessor New(ICentsGateway gateway) => Make<NewPaymentProcessor>(create => create(gateway));
}
