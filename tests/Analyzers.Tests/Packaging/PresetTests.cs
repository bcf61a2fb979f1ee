using Katas.Analyzers.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Katas.Analyzers.Tests.Packaging;

/// <summary>A preset that forgot a rule would leave it as it is, and nobody would see why.</summary>
public sealed class PresetTests
{
    private static readonly string[] Presets = ["off none", "hints suggestion", "interview-strict error"];

    [TestCaseSource(nameof(Presets))]
    public void It_names_every_rule_with_its_one_severity(string preset)
    {
        var (name, severity) = (preset.Split(' ')[0], preset.Split(' ')[1]);
        var lines = File.ReadLines(Clone.At("analyzers", "Katas.Analyzers.Package", "build", "presets", name + ".globalconfig"))
            .Where(line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)).ToList();
        Assert.That(
            AllRules.Ids.Distinct().Select(id => $"dotnet_diagnostic.{id}.severity = {severity}").Except(lines), Is.Empty,
            "add the line to each of the three presets");
        Assert.That(lines, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        Assert.That(lines, Has.All.EndsWith(" = " + severity));
    }

    /// <summary>
    /// What somebody needs who chooses: which rules there are, how loud each is, and whether it mends what it finds.
    /// </summary>
    [TestCaseSource(typeof(AllRules), nameof(AllRules.Ids))]
    public void The_index_of_the_pages_says_what_is_so(string id)
    {
        var rows = File.ReadLines(Clone.At("docs", "rules", "README.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());
        var row = rows.SingleOrDefault(cells => cells[1] == $"[{id}]({id}.md)");
        Assert.That(row, Is.Not.Null, "a row with a link to the page");
        var severity = AllRules.Descriptors.First(rule => rule.Id == id).DefaultSeverity.ToString();
        Assert.That(row![3], Is.EqualTo(severity).IgnoreCase);
        Assert.That(row[4], Is.EqualTo(Fixable.Contains(id) ? "yes" : ""), "whether there is a fix");
    }

    private static HashSet<string> Fixable { get; } =
    [
        .. typeof(NodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];
}
