using System.Globalization;

namespace Katas.Engine.Reporting;

/// <summary>Writes large numbers so that they can be read: <c>12 345</c>.</summary>
internal static class Numbers
{
    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = " " };

    public static string Grouped(long number) => number.ToString("N0", Spaced);

    /// <summary>The number with its noun, which is plural unless there is one.</summary>
    public static string Of(long number, string noun) => $"{Grouped(number)} {noun}{(number == 1 ? "" : "s")}";
}
