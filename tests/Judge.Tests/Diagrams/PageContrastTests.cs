using System.Globalization;
using System.Text.RegularExpressions;
using Katas.Engine.Reporting.Histories;

namespace Katas.Judge.Tests.Diagrams;

/// <summary>Every text of the page stands out from what is behind it, as WCAG 2 asks for at level AA.</summary>
public sealed partial class PageContrastTests
{
    private static readonly string[] Pairs =
    [
        "fg bg", "fg panel", "fg bar", "soft bg", "soft panel", "bad bg", "bad badfill", "bad band", "good bg", "unknown bg",
        "fault bg", "fault band", "onbadge badge", "link bg",
    ];

    [TestCase(0, TestName = "The_light_theme_can_be_read")]
    [TestCase(1, TestName = "The_dark_theme_can_be_read")]
    public void The_theme_can_be_read(int theme)
    {
        var root = Root().Matches(PageStyle.Css)[theme].Value;
        var colours = Colour().Matches(root).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.That(Pairs.Where(pair => Contrast(colours, pair.Split(' ')) < 4.5), Is.Empty);
    }

    private static double Contrast(Dictionary<string, string> colours, string[] pair)
    {
        double[] light = [.. pair.Select(name => Luminance(colours[name])).OrderDescending()];
        return (light[0] + 0.05) / (light[1] + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(2 * i, 2), NumberStyles.HexNumber) / 255.0)
            .Select(part => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(":root \\{[^}]*\\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z]+): #([0-9a-f]{6})")]
    private static partial Regex Colour();
}
