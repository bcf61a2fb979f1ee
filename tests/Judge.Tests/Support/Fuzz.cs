using System.Globalization;

namespace Katas.Judge.Tests.Support;

/// <summary>How many random histories a fuzz test tries.</summary>
internal static class Fuzz
{
    private const string Variable = "KATAS_FUZZ";

    /// <summary>The number in the environment variable <c>KATAS_FUZZ</c>, or the slice for every run.</summary>
    public static int Count(int slice) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var asked) ? asked : slice;
}
