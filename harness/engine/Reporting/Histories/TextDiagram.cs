using System.Globalization;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Finds the most telling diagram that fits: first letters for long labels, then fewer operations.</summary>
internal static class TextDiagram
{
    private const int MostLetters = 26;
    private const int MostOperations = 32;

    /// <summary>At most 12 lines of 100 characters.</summary>
    public static IReadOnlyList<string> Render(Scene scene)
    {
        var important = scene.ByImportance().Take(MostOperations).ToList();
        for (var count = important.Count; count > 0; count--)
        {
            var kept = important.Take(count).Select(bar => bar.Operation.Index).ToHashSet();
            var part = new Scene([.. scene.Bars.Where(bar => kept.Contains(bar.Operation.Index))], scene.Annotations, scene.Unit);
            if (part.Clients.Count >= TextSheet.MostRows) continue;
            for (var letters = 0; letters <= Math.Min(part.Bars.Count, MostLetters); letters++)
                if (Lines(part, letters, Hidden(scene, part)) is { } lines) return lines;
        }

        return [];
    }

    private static IReadOnlyList<string>? Lines(Scene scene, int letters, string hidden)
    {
        var longest = scene.Bars.OrderByDescending(bar => bar.Label.Length).ThenBy(bar => bar.Operation.Index).Take(letters)
            .Select(bar => bar.Operation.Index).ToHashSet();
        // An author's operation may itself be called A.
        var taken = scene.Bars.Select(bar => bar.Label).ToHashSet();
        var free = new Queue<string>(Enumerable.Range('A', MostLetters).Select(c => $"{(char)c}").Where(c => !taken.Contains(c)));
        if (free.Count < letters) return null;

        var legend = new List<string>();
        var bars = scene.Bars.Select(bar =>
        {
            if (!longest.Contains(bar.Operation.Index)) return bar;
            var letter = free.Dequeue();
            legend.Add(Entry(letter, bar));
            return bar with { Label = letter };
        }).ToList();
        return new TextSheet(new Scene(bars, scene.Annotations, scene.Unit), legend, hidden).Lines();
    }

    private static string Entry(string letter, Bar bar)
    {
        const int Longest = 80;
        var reference = $" {Labels.Reference(bar.Operation)}";
        return bar.Label.Length <= Longest
            ? $"{letter} = {bar.Label}"
            : $"{letter} = {Labels.Cut(bar.Label, Longest - reference.Length)}{reference}";
    }

    private static string Hidden(Scene all, Scene part)
    {
        var (operations, clients) = (all.Bars.Count - part.Bars.Count, all.Clients.Count - part.Clients.Count);
        if (operations == 0) return "";
        var more = clients == 0 ? "" : $", {Count(clients, "more client")}";
        return $"… {Count(operations, "more operation")}{more}: see the page";
    }

    /// <summary>A number with its noun: <c>1 operation</c>, <c>2,000 operations</c>.</summary>
    public static string Count(long count, string noun, string? nouns = null) =>
        $"{Number(count)} {(count == 1 ? noun : nouns ?? $"{noun}s")}";

    /// <summary>A number with its thousands set apart, the same in every culture.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
