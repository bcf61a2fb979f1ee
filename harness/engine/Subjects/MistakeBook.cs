using System.Text.RegularExpressions;

namespace Katas.Engine.Subjects;

/// <summary>One way in which people get a kata wrong.</summary>
/// <param name="Name">Lower case words joined by hyphens.</param>
/// <param name="CaughtBy">The test that must reject it.</param>
/// <param name="SeenBy">The analyzer rules that see it; often empty.</param>
/// <param name="Diff">The diff that turns the reference into it: lines that begin with a space, <c>-</c> or <c>+</c>.</param>
public sealed record Mistake(string Name, string CaughtBy, IReadOnlyList<string> SeenBy, string Diff);

/// <summary>Reads <c>MISTAKES.md</c>: a heading, a line "Caught by", prose, a diff block.</summary>
public static partial class MistakeBook
{
    /// <summary>The mistakes in the order of the file.</summary>
    /// <exception cref="InvalidDataException">An entry lacks its test or its diff, or two have one name.</exception>
    public static IReadOnlyList<Mistake> Read(string file)
    {
        if (!File.Exists(file)) throw new InvalidDataException($"{file} is missing: every kata lists its mistakes.");
        var sections = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## ").Skip(1);
        var mistakes = sections.Select(section => Parse(file, section)).ToList();
        var twice = mistakes.CountBy(mistake => mistake.Name).FirstOrDefault(pair => pair.Value > 1).Key;
        return twice is null ? mistakes : throw new InvalidDataException($"{file}: two mistakes are called {twice}.");
    }

    private static Mistake Parse(string file, string section)
    {
        var name = section.Split('\n')[0].Trim();
        var caughtBy = CaughtBy().Match(section);
        var diff = DiffBlock().Match(section);
        if (!caughtBy.Success)
            throw new InvalidDataException($"{file}: {name} names no test. Write: *Caught by* `Test_name`.");
        if (!diff.Success) throw new InvalidDataException($"{file}: {name} has no ```diff block.");
        var rules = Rule().Matches(section[..diff.Index]).Select(match => match.Value).Distinct();
        return new(name, caughtBy.Groups[1].Value, [.. rules], diff.Groups[1].Value);
    }

    [GeneratedRegex(@"\*Caught by\*\s+`(\w+)`")]
    private static partial Regex CaughtBy();

    [GeneratedRegex(@"```diff\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex DiffBlock();

    [GeneratedRegex(@"KATA\d{4}")]
    private static partial Regex Rule();
}
