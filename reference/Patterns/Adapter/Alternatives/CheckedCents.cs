namespace Katas.Patterns;

/// <summary>The same promises with a checked conversion: the type's own limits are the gateway's.</summary>
/// <remarks>
/// The <see langword="try"/> holds the conversion and nothing else. With the gateway's call inside, an overflow of the
/// gateway would be reported as a wrong amount, after the money was taken.
/// </remarks>
public sealed class CheckedCentsAdapter : IPaymentProcessor
{
    private readonly ICentsGateway _gateway;

    /// <inheritdoc cref="NewPaymentProcessor"/>
    public CheckedCentsAdapter(ICentsGateway gateway) =>
        _gateway = gateway ?? throw new ArgumentNullException(nameof(gateway));

    /// <inheritdoc/>
    public Receipt Pay(decimal amount)
    {
        var cents = ToCents(amount);
        return _gateway.Charge(cents) switch
        {
            { Accepted: true } accepted => new Receipt(accepted.Text, cents / 100m),
            var declined => throw new PaymentDeclinedException(declined.Text),
        };
    }

    private static int ToCents(decimal amount)
    {
        int cents;
        try
        {
            cents = decimal.ToInt32(decimal.Round(amount * 100, MidpointRounding.AwayFromZero));
        }
        catch (OverflowException)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "The gateway cannot take as much.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cents, nameof(amount));
        return cents;
    }
}
