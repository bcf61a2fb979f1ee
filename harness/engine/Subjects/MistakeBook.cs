using System.Text.RegularExpressions;

namespace Katas.Engine.Subjects;

/// <summary>One way in which people get a kata wrong.</summary>
/// <param name="Name">Lower case words joined by hyphens.</param>
/// <param name="CaughtBy">The test that must reject it.</param>
/// <param name="SeenBy">The rules that report on it, in the order of their ids; empty: none does.</param>
/// <param name="Diff">The diff that turns the reference into it: lines that begin with a space, <c>-</c> or <c>+</c>.</param>
public sealed record Mistake(string Name, string CaughtBy, IReadOnlyList<string> SeenBy, string Diff);

/// <summary>Reads <c>MISTAKES.md</c>: a heading, a line "Caught by", perhaps a line "Seen by", prose, a diff block.</summary>
public static partial class MistakeBook
{
    /// <summary>The mistakes in the order of the file.</summary>
    /// <exception cref="InvalidDataException">
    /// An entry lacks its test or its diff, its line "Seen by" is malformed or names a rule without a page in
    /// <c>docs/rules</c>, or two entries have one name.
    /// </exception>
    public static IReadOnlyList<Mistake> Read(Kata kata)
    {
        var file = kata.MistakesFile;
        if (!File.Exists(file)) throw new InvalidDataException($"{file} is missing: every kata lists its mistakes.");
        var sections = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## ").Skip(1);
        var mistakes = sections.Select(section => Parse(kata, section)).ToList();
        var twice = mistakes.CountBy(mistake => mistake.Name).FirstOrDefault(pair => pair.Value > 1).Key;
        return twice is null ? mistakes : throw new InvalidDataException($"{file}: two mistakes are called {twice}.");
    }

    /// <summary>The line that says which rules see a mistake; <see langword="null"/>: none does, and there is no line.</summary>
    internal static string? SeenByLine(IEnumerable<string> rules) =>
        string.Join(", ", rules.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } list ? $"*Seen by* {list}." : null;

    private static Mistake Parse(Kata kata, string section)
    {
        var name = section.Split('\n')[0].Trim();
        var entry = $"{kata.MistakesFile}: {name}";
        var caughtBy = CaughtBy().Match(section);
        var diff = DiffBlock().Match(section);
        if (!caughtBy.Success)
            throw new InvalidDataException($"{entry} names no test. Write: *Caught by* `Test_name`.");
        if (!diff.Success) throw new InvalidDataException($"{entry} has no ```diff block.");
        var seenBy = Rules(kata, entry, section[..diff.Index], caughtBy);
        return new(name, caughtBy.Groups[1].Value, seenBy, diff.Groups[1].Value);
    }

    private static IReadOnlyList<string> Rules(Kata kata, string entry, string section, Match caughtBy)
    {
        var lines = SeenBy().Matches(section);
        if (lines.Count == 0) return [];
        var line = lines[0].Value;
        IReadOnlyList<string> rules = [.. Rule().Matches(line).Select(match => match.Value.ToUpperInvariant())];
        var right = SeenByLine(rules) ?? "*Seen by* KATA0101, KATA0203.";
        if (lines.Count > 1)
            throw new InvalidDataException($"{entry} has two lines that say which rules see it. Write one: {right}");
        if (line != right)
            throw new InvalidDataException($"{entry} has the line \"{line}\". Write: {right} Or, if no rule sees it, no line.");
        if (section[(caughtBy.Index + caughtBy.Length)..lines[0].Index].Count(c => c == '\n') != 1)
            throw new InvalidDataException($"{entry} says elsewhere which rules see it. Write below *Caught by*: {right}");
        if (rules.FirstOrDefault(rule => !File.Exists(kata.RulePage(rule))) is { } unknown)
            throw new InvalidDataException($"{entry} is seen by {unknown}, and there is no such rule.{Offer(kata, unknown)}");
        return rules;
    }

    private static string Offer(Kata kata, string unknown)
    {
        var folder = Path.GetDirectoryName(kata.RulePage(unknown))!;
        var pages = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "KATA*.md") : [];
        var nearest = NearestNames.To(unknown, pages.Select(page => Path.GetFileNameWithoutExtension(page)));
        return nearest.Count == 0 ? "" : $" Did you mean {string.Join(" or ", nearest)}?";
    }

    [GeneratedRegex(@"\*Caught by\*\s+`(\w+)`\.?")]
    private static partial Regex CaughtBy();

    /// <summary>Also what was meant to be that line.</summary>
    [GeneratedRegex(@"^[^\w\n]*seen by\b.*?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex SeenBy();

    [GeneratedRegex(@"```diff\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex DiffBlock();

    [GeneratedRegex(@"KATA\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Rule();
}
