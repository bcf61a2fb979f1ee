using System.Globalization;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>A schedule as a short string: <c>0.0.1x3.0~Sample._count</c>.</summary>
/// <param name="Choices">Who was chosen at each decision.</param>
/// <param name="Contended">The classes of places before whose accesses there is a decision.</param>
/// <remarks>Equal choices in a row are written once with their number; the classes follow, each after a tilde.</remarks>
internal sealed record ReplayText(IReadOnlyList<int> Choices, IReadOnlyList<string> Contended)
{
    /// <exception cref="FormatException">The text is no schedule.</exception>
    public static ReplayText Parse(string text)
    {
        var parts = text.Split('~');
        var choices = new List<int>();
        foreach (var run in parts[0].Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = run.Split('x');
            if (pair.Length > 2 || !pair.All(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                throw new FormatException($"'{run}' is no choice of a schedule, such as 1 or 1x3.");
            var times = pair.Length == 2 ? int.Parse(pair[1], CultureInfo.InvariantCulture) : 1;
            choices.AddRange(Enumerable.Repeat(int.Parse(pair[0], CultureInfo.InvariantCulture), Math.Min(times, 100_000)));
        }

        return new ReplayText(choices, parts[1..]);
    }

    public override string ToString()
    {
        var runs = new List<(int Choice, int Times)>();
        foreach (var choice in Choices)
        {
            if (runs.Count > 0 && runs[^1].Choice == choice)
                runs[^1] = (choice, runs[^1].Times + 1);
            else
                runs.Add((choice, 1));
        }

        var text = string.Join('.', runs.Select(r => r.Times == 1 ? $"{r.Choice}" : $"{r.Choice}x{r.Times}"));
        return string.Join('~', [text, .. Contended]);
    }
}
