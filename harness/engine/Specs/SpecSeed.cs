using System.Globalization;

namespace Katas.Engine.Specs;

/// <summary>Where a spec's randomness begins: the same run after run, unless a person names another seed.</summary>
internal static class SpecSeed
{
    /// <summary>The environment variable that names one seed, in hexadecimal.</summary>
    public const string Variable = "KATA_SEED";

    /// <summary>The one seed to run, if a person named one.</summary>
    public static int? Named =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
            out var seed)
            ? seed
            : null;

    /// <summary>Whether a text is a seed.</summary>
    public static bool IsValid(string text) =>
        int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _);

    /// <summary>The seeds to run: the named one alone, or 1 to <paramref name="count"/>.</summary>
    public static IEnumerable<int> Take(int count) => Named is { } seed ? [seed] : Enumerable.Range(1, count);

    /// <summary>As the replay line shows it.</summary>
    public static string Show(int seed) => seed.ToString("x", CultureInfo.InvariantCulture);
}
