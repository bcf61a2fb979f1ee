namespace Katas.Patterns;

/// <summary>Lets the shop charge dollars through a gateway that counts in cents.</summary>
/// <remarks>
/// The amount is rounded first, and everything after that speaks of the rounded amount: the limits, the charge and the
/// receipt cannot disagree. Nothing is kept between calls, so calls at the same time need no lock.
/// </remarks>
public sealed class Adapter : IPaymentProcessor
{
    private const decimal Smallest = 0.01m;
    private const decimal Largest = int.MaxValue / 100m;

    private readonly ICentsGateway _gateway;

    /// <inheritdoc cref="NewPaymentProcessor"/>
    public Adapter(ICentsGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        _gateway = gateway;
    }

    /// <inheritdoc/>
    public Receipt Pay(decimal amount)
    {
        // Not decimal.Round(amount * 100): above 7.9E26 the product overflows before any limit has been looked at.
        var charged = decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
        if (charged is < Smallest or > Largest) throw OutOfRange(amount);

        var answer = _gateway.Charge(decimal.ToInt32(charged * 100));
        return answer.Accepted
            ? new Receipt(answer.Text, charged)
            : throw new PaymentDeclinedException(answer.Text);
    }

    private static ArgumentOutOfRangeException OutOfRange(decimal amount) => new(
        nameof(amount), amount, FormattableString.Invariant($"Charges go from {Smallest} to {Largest} dollars."));
}
