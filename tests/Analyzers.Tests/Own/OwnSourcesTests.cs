using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Analyzers.Tests.Own;

/// <summary>Every rule holds on our own code: nothing is reported, and nothing is suppressed.</summary>
public sealed partial class OwnSourcesTests
{
    private const string Bug = "class Planted { int _n; public int Next() { lock (this) return ++_n; } }";

    /// <summary>What the package offers others; that none is chosen here is asked of the files that could.</summary>
    private static readonly string Presets = Path.Combine("Katas.Analyzers.Package", "build", "presets");

    private static IEnumerable<string> Projects =>
        new[] { "reference", "harness", "cli" }.SelectMany(folder => Clone.Files(folder, "*.csproj"))
            .Select(file => Path.GetRelativePath(Clone.Root, file));

    private static IEnumerable<string> Settings =>
        new[] { "*.props", "*.targets", "*.csproj", "*.editorconfig", "*.globalconfig", "*.ruleset", "*.slnf" }
            .SelectMany(pattern => Clone.Files(".", pattern))
            .Where(file => !file.Contains(Presets, StringComparison.Ordinal));

    [TestCaseSource(nameof(Projects))]
    public async Task Nothing_is_reported(string project)
    {
        var compilation = OwnProject.At(Clone.At(project)).Compilation;
        ExpectCompiles(compilation);
        Assert.That(await AllRules.FindAsync(compilation), Is.Empty);
    }

    [TestCaseSource(nameof(Projects))]
    [TestCase("bench/Katas.Bench.csproj")]
    public void Its_build_runs_the_rules(string project) =>
        Assert.That(ProjectItems.HasRules(Clone.At(project)), "a build of it must report, too");

    [Test]
    public async Task A_planted_bug_is_reported()
    {
        var found = await AllRules.FindAsync(Planted(Bug));
        Assert.That(found.Select(one => one.Id), Is.EqualTo(new[] { "KATA0001" }));
    }

    [TestCase("#pragma warning disable KATA0001\n" + Bug)]
    [TestCase("#pragma warning disable\n" + Bug)]
    [TestCase("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Locks\", \"KATA0001\")] " + Bug)]
    public async Task A_planted_bug_is_reported_though_somebody_suppressed_it(string source)
    {
        var found = await AllRules.FindAsync(Planted(source));
        Assert.That(found.Select(one => (one.Id, one.IsSuppressed)), Is.EqualTo(new[] { ("KATA0001", true) }));
    }

    [Test]
    public void Code_that_does_not_compile_is_noticed() =>
        Assert.That(() => ExpectCompiles(Planted("class Planted { Missing _n; }")), Throws.InstanceOf<AssertionException>());

    /// <summary>Else <c>kata test</c> would analyze the learner's code twice: in its build, and in the grading.</summary>
    [Test]
    public void The_build_of_the_command_leaves_the_learners_code_out()
    {
        var built = OwnProject.At(Clone.At("cli", "Katas.Cli.csproj")).Compilation.References.OfType<CompilationReference>()
            .SelectMany(project => project.Compilation.SyntaxTrees).Select(tree => tree.FilePath);
        var ofKatas = built.Where(file => file.StartsWith(Clone.At("katas"), StringComparison.Ordinal)).ToList();
        Assert.That(ofKatas.Select(Path.GetFileName), Is.Not.Empty.And.All.EqualTo("Contract.cs"));
    }

    [TestCaseSource(nameof(Settings))]
    public void No_setting_turns_a_rule_off(string file) =>
        Assert.That(Off().Matches(File.ReadAllText(file)).Select(match => match.Value), Is.Empty);

    [TestCase("<NoWarn>$(NoWarn);KATA0101</NoWarn>", true)]
    [TestCase("dotnet_diagnostic.KATA0101.severity = none", true)]
    [TestCase("dotnet_analyzer_diagnostic.category-Locks.severity = none", true)]
    [TestCase("<RunAnalyzers>false</RunAnalyzers>", true)]
    [TestCase("<KatasAnalyzersPreset>off</KatasAnalyzersPreset>", true)]
    [TestCase("<Import Condition=\"'$(KatasAnalyzersPreset)' != ''\" />", false)]
    [TestCase("dotnet_diagnostic.CA1711.severity = none", false)]
    public void A_setting_that_would_turn_one_off_is_noticed(string text, bool isNoticed) =>
        Assert.That(Off().IsMatch(text), Is.EqualTo(isNoticed));

    private static CSharpCompilation Planted(string source) =>
        OwnProject.At(Clone.At("harness", "contracts", "Katas.Contracts.csproj")).Compilation
            .AddSyntaxTrees(OwnProject.Parse(source));

    private static void ExpectCompiles(Compilation compilation) => Assert.That(
        compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).Take(9), Is.Empty, "it must compile");

    [GeneratedRegex("KATA[0-9]{4}|dotnet_analyzer_diagnostic|<RunAnalyzers|<KatasAnalyzersPreset>")]
    private static partial Regex Off();
}
