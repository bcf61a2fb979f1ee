using System.Reflection;

namespace Katas.Analyzers.Tests;

/// <summary>No rule without its page, its row in the release notes, and cases of both kinds.</summary>
/// <remarks>A class of tests says by <see cref="RuleAttribute"/> which rule it is about.</remarks>
public sealed class EveryRuleTests
{
    private const int FewestCases = 10;

    private static IEnumerable<string> Rules => AllRules.Ids;

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_page(string id)
    {
        var file = Clone.At("docs", "rules", id + ".md");
        Assert.That(File.Exists(file));
        var page = File.ReadAllText(file);
        string[] headings = ["## What it reports", "## Bad", "## Good", "## When to suppress it", "## Where to practise"];
        foreach (var heading in headings)
            Assert.That(page, Does.Contain(heading));
    }

    [TestCaseSource(nameof(Rules))]
    public void Its_page_names_the_katas_with_mistakes_that_it_sees(string id)
    {
        var katas =
            from file in Directory.EnumerateFiles(Clone.At("reference"), "MISTAKES.md", SearchOption.AllDirectories)
            where File.ReadLines(file).Any(line => line.StartsWith("*Seen by*", StringComparison.Ordinal) && line.Contains(id))
            let name = Path.GetFileName(Path.GetDirectoryName(file))!
            orderby name
            select $"`{Hyphenated(name)}`";
        const string Beginning = "It sees mistakes of ";
        var right = katas.Any() ? $"{Beginning}{string.Join(", ", katas)}." : null;
        var line = File.ReadLines(Clone.At("docs", "rules", id + ".md"))
            .FirstOrDefault(one => one.StartsWith(Beginning, StringComparison.Ordinal));
        Assert.That(line, Is.EqualTo(right), "the line below 'Where to practise' that follows from every MISTAKES.md");
    }

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_row_in_the_release_notes(string id)
    {
        var notes = Directory.EnumerateFiles(
            Clone.At("analyzers", "Katas.Analyzers"), "AnalyzerReleases.*.md");
        Assert.That(notes.Select(File.ReadAllText), Has.Some.Contains(id + " |"));
    }

    [TestCaseSource(nameof(Rules))]
    public void It_has_cases_of_both_kinds(string id)
    {
        var methods = typeof(EveryRuleTests).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes<RuleAttribute>().Any(rule => rule.Id == id))
            .SelectMany(type => type.GetMethods()).ToList();
        Assert.That(Cases(methods, "reported"), Is.AtLeast(FewestCases), "cases in which it is reported");
        Assert.That(Cases(methods, "silent"), Is.AtLeast(FewestCases), "cases in which it is silent");
    }

    private static int Cases(IEnumerable<MethodInfo> methods, string word) => methods
        .Where(method => method.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        .Sum(method => method.GetCustomAttributes<TestCaseAttribute>().Count()
            + method.GetCustomAttributes<TestAttribute>().Count());

    private static string Hyphenated(string name) => string.Concat(
        name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
