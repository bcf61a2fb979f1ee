using System.Numerics;

namespace Katas.Specs.Patterns;

/// <summary>What a charge should be, worked out on the decimal's digits with whole numbers of any length.</summary>
/// <remarks>A decimal is <c>digits / 10^scale</c>. No decimal arithmetic: it cannot share a fault with a solution.</remarks>
internal static class ExactCents
{
    private const int SignBit = int.MinValue;

    /// <summary>The cents to charge; <see langword="null"/> when the amount must be refused.</summary>
    public static int? Of(decimal amount)
    {
        var bits = decimal.GetBits(amount);
        // A negative amount rounds to zero cents or fewer.
        if ((bits[3] & SignBit) != 0) return null;

        var digits = (uint)bits[0] + ((BigInteger)(uint)bits[1] << 32) + ((BigInteger)(uint)bits[2] << 64);
        var dollar = BigInteger.Pow(10, (bits[3] >> 16) & 0xFF);
        // Half a cent more, then cut off: floor(100 d / u + 1/2) = floor((200 d + u) / 2 u).
        var cents = (200 * digits + dollar) / (2 * dollar);
        return cents >= 1 && cents <= int.MaxValue ? (int)cents : null;
    }
}
