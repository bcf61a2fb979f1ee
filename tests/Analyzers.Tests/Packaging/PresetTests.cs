namespace Katas.Analyzers.Tests.Packaging;

/// <summary>A preset that forgot a rule would leave it as it is, and nobody would see why.</summary>
public sealed class PresetTests
{
    private static readonly string[] Presets = ["off none", "hints suggestion", "interview-strict error"];

    [TestCaseSource(nameof(Presets))]
    public void It_names_every_rule_with_its_one_severity(string preset)
    {
        var (name, severity) = (preset.Split(' ')[0], preset.Split(' ')[1]);
        var lines = File.ReadLines(Path.Combine(
                Repository.Root, "analyzers", "Katas.Analyzers.Package", "build", "presets", name + ".globalconfig"))
            .Where(line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)).ToList();
        Assert.That(
            EveryRuleTests.Rules.Distinct().Select(id => $"dotnet_diagnostic.{id}.severity = {severity}").Except(lines), Is.Empty,
            "add the line to each of the three presets");
        Assert.That(lines, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        Assert.That(lines, Has.All.EndsWith(" = " + severity));
    }

    /// <summary>The other half of what a rule's reader needs: what there is, how loud, and how to set it.</summary>
    [Test]
    public void The_index_of_the_pages_has_a_row_for_every_rule()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "README.md"));
        Assert.That(EveryRuleTests.Rules.Where(id => !index.Contains(id, StringComparison.Ordinal)), Is.Empty);
    }
}
