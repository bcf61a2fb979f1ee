namespace Katas.Specs.Patterns;

/// <summary>Amounts for the seeded tests, most of them close to where a rounding or a limit turns.</summary>
internal static class RandomAmounts
{
    private const decimal HalfCent = 0.005m;
    private const decimal Largest = 21474836.47m;

    /// <summary>A price from 0.015 to about 100 000 dollars, never one to refuse.</summary>
    public static decimal Price(Random random)
    {
        var wholeCents = random.Next(2, 10_000_000) / 100m;
        return random.Next(5) switch
        {
            0 => wholeCents,
            1 => wholeCents + HalfCent,
            2 => wholeCents + HalfCent - Tiny(random),
            3 => wholeCents - HalfCent + Tiny(random),
            _ => wholeCents + random.Next(1000) / 100_000m,
        };
    }

    /// <summary>Any amount: prices, amounts around zero and around the largest, and decimals without a plan.</summary>
    public static decimal Any(Random random) => random.Next(5) switch
    {
        0 => Price(random),
        1 => random.Next(-2000, 2000) / 100_000m,
        2 => Largest + random.Next(-2000, 2000) / 100_000m,
        3 => Largest * random.Next(1, 1000) + random.Next(100) / 100m,
        _ => new decimal(Bits(random), Bits(random), Bits(random), random.Next(2) == 0, (byte)random.Next(29)),
    };

    private static decimal Tiny(Random random) => new(1, 0, 0, isNegative: false, scale: (byte)random.Next(4, 21));

    private static int Bits(Random random) => random.Next(int.MinValue, int.MaxValue);
}
