namespace Katas.Patterns;

/// <summary>The same promises with the limits where the rounding turns, and whole-number cents after them.</summary>
/// <remarks>
/// Limits may be looked at before the rounding if they are the rounding's own edges: half a cent is the least that
/// becomes one cent, and half a cent above the largest charge is the least that no longer fits.
/// </remarks>
public sealed class RoundingEdgesAdapter : IPaymentProcessor
{
    private const decimal FirstAccepted = 0.005m;
    private const decimal FirstTooLarge = int.MaxValue / 100m + 0.005m;

    private readonly ICentsGateway _gateway;

    /// <inheritdoc cref="NewPaymentProcessor"/>
    public RoundingEdgesAdapter(ICentsGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        _gateway = gateway;
    }

    /// <inheritdoc/>
    public Receipt Pay(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, FirstAccepted);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(amount, FirstTooLarge);

        var cents = (int)(amount * 100);
        if (amount - cents / 100m >= FirstAccepted) cents++;

        var answer = _gateway.Charge(cents);
        if (!answer.Accepted) throw new PaymentDeclinedException(answer.Text);
        return new Receipt(answer.Text, new decimal(cents, 0, 0, isNegative: false, scale: 2));
    }
}
