using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>No rule without its page and its row in the release notes.</summary>
public sealed class EveryRuleTests
{
    private static IEnumerable<string> Rules =>
        from type in typeof(LockOnPrivateObject).Assembly.GetTypes()
        where type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null
        from rule in ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics
        select rule.Id;

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_page(string id) => Assert.That(File.Exists(Path.Combine(Root, "docs", "rules", id + ".md")));

    [TestCaseSource(nameof(Rules))]
    public void It_has_a_row_in_the_release_notes(string id)
    {
        var notes = Directory.EnumerateFiles(
            Path.Combine(Root, "analyzers", "Katas.Analyzers"), "AnalyzerReleases.*.md");
        Assert.That(notes.Select(File.ReadAllText), Has.Some.Contains(id + " |"));
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Katas.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
