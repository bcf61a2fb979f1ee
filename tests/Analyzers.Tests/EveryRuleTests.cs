using System.Reflection;
using Katas.Analyzers.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>No rule without its page, its row in the release notes, and cases of both kinds.</summary>
/// <remarks>A class of tests says by <see cref="RuleAttribute"/> which rule it is about.</remarks>
public sealed class EveryRuleTests
{
    private const int FewestCases = 10;

    internal static IEnumerable<DiagnosticDescriptor> Descriptors =>
        from type in typeof(LockOnPrivateObject).Assembly.GetTypes()
        where type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null
        from rule in ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics
        select rule;

    internal static IEnumerable<string> Rules => Descriptors.Select(rule => rule.Id);

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_page(string id)
    {
        var file = Path.Combine(Repository.Root, "docs", "rules", id + ".md");
        Assert.That(File.Exists(file));
        var page = File.ReadAllText(file);
        string[] headings = ["## What it reports", "## Bad", "## Good", "## When to suppress it", "## Where to practise"];
        foreach (var heading in headings)
            Assert.That(page, Does.Contain(heading));
    }

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_row_in_the_release_notes(string id)
    {
        var notes = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "analyzers", "Katas.Analyzers"), "AnalyzerReleases.*.md");
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
}
