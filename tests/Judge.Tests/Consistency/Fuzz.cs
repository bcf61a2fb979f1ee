using System.Globalization;

namespace Katas.Judge.Tests.Consistency;

/// <summary>How many random histories a fuzz test judges.</summary>
internal static class Fuzz
{
    /// <summary>A slice in the plain run; <c>KATAS_FUZZ=200000</c> for the real thing.</summary>
    public static int Runs { get; } =
        int.Parse(Environment.GetEnvironmentVariable("KATAS_FUZZ") ?? "2000", CultureInfo.InvariantCulture);

    /// <summary>A fuzz that nearly always gets the same verdict proves little: at least one in twenty must be each.</summary>
    public static void BothVerdictsArePlentiful(int satisfied, int violated)
    {
        TestContext.Out.WriteLine($"{satisfied} satisfied, {violated} violated");
        Assert.That(Math.Min(satisfied, violated), Is.GreaterThan((satisfied + violated) / 20));
    }
}
