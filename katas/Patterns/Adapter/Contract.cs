namespace Katas.Patterns;

/// <summary>What the shop knows: amounts are decimal dollars.</summary>
/// <remarks>
/// Every member may be called from any number of threads at the same time; each receipt belongs to its own call. The
/// machine's culture (decimal point or decimal comma) changes nothing.
/// </remarks>
public interface IPaymentProcessor
{
    /// <summary>Charges an amount, once.</summary>
    /// <remarks>
    /// What the gateway throws reaches the caller as it was thrown. Nobody knows then whether the money was taken, so
    /// the gateway is not called again.
    /// </remarks>
    /// <param name="amount">
    /// Dollars. Fractions of a cent are rounded to the nearest cent, half a cent away from zero.
    /// </param>
    /// <returns>What was charged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The amount rounds to less than one cent, or to more cents than the gateway can take. It names the parameter
    /// <c>amount</c>. The gateway was not called.
    /// </exception>
    /// <exception cref="PaymentDeclinedException">The gateway answered that it declines.</exception>
    Receipt Pay(decimal amount);
}

/// <summary>A payment that went through.</summary>
/// <param name="Reference">The gateway's reference, unchanged.</param>
/// <param name="Charged">Dollars and cents, as charged: rounded, never as asked.</param>
public sealed record Receipt(string Reference, decimal Charged);

/// <summary>The gateway declined.</summary>
/// <param name="code">The gateway's reason, unchanged, such as <c>card_expired</c>.</param>
public sealed class PaymentDeclinedException(string code) : Exception($"The payment was declined: {code}.")
{
    /// <summary>The gateway's reason.</summary>
    public string Code { get; } = code;
}

/// <summary>What somebody else wrote, and you cannot change: a gateway that counts in cents.</summary>
/// <remarks>It may be called from any number of threads at the same time.</remarks>
public interface ICentsGateway
{
    /// <summary>Charges a number of cents. Calling it twice charges twice.</summary>
    /// <param name="cents">From 1 to <see cref="int.MaxValue"/>; the gateway does not check.</param>
    /// <returns>Whether it accepted, and its reference or its reason.</returns>
    GatewayAnswer Charge(int cents);
}

/// <summary>The gateway's answer.</summary>
/// <param name="Accepted">Whether the money was taken.</param>
/// <param name="Text">The reference when it was accepted, the reason code when it was declined.</param>
public sealed record GatewayAnswer(bool Accepted, string Text);

/// <summary>How the spec makes an adapter: your class needs a public constructor of this shape.</summary>
/// <param name="gateway">The gateway to adapt.</param>
/// <exception cref="ArgumentNullException"><paramref name="gateway"/> is <see langword="null"/>.</exception>
public delegate IPaymentProcessor NewPaymentProcessor(ICentsGateway gateway);
