using System.Reflection;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;
using NUnit.Framework.Interfaces;

namespace Katas.Tidy.Tests;

/// <summary>One shape for every kata: who knows one finds everything in all of them.</summary>
public sealed class KataLayoutTests
{
    private static IEnumerable<TestCaseData> Katas =>
        House.Catalogue.All.Select(kata => new TestCaseData(kata).SetArgDisplayNames(kata.Id));

    [TestCaseSource(nameof(Katas))]
    public void It_has_every_file(Kata kata)
    {
        string[] wanted =
        [
            Path.Combine(kata.Folder, "README.md"), Path.Combine(kata.Folder, "HINTS.md"),
            Path.Combine(kata.Folder, "Contract.cs"), kata.StarterFile,
            Path.Combine(kata.ReferenceFolder, kata.Name + ".cs"), kata.MistakesFile,
            Path.Combine(kata.ReferenceFolder, "NOTES.md"),
            Path.Combine(kata.Root, "harness", "specs", kata.Track, kata.Name, kata.Name + "Spec.cs"),
            Path.Combine(kata.Root, "tests", "grading", kata.Track, kata.Name + "Tests.cs"),
            Path.Combine(kata.Root, "tests", "Reference.Tests", kata.Track, kata.Name + "ReferenceTests.cs"),
        ];
        Assert.That(wanted.Where(file => !File.Exists(file)), Is.Empty);
    }

    [TestCaseSource(nameof(Katas))]
    public void Its_id_is_its_folders_name_in_lower_case_words(Kata kata) =>
        Assert.That(kata.Id.Replace("-", ""), Is.EqualTo(kata.Name.ToLowerInvariant()));

    [TestCaseSource(nameof(Katas))]
    public void Its_hints_go_in_three_steps(Kata kata)
    {
        var headings = File.ReadLines(Path.Combine(kata.Folder, "HINTS.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal));
        Assert.That(headings.Select(heading => heading[..4]), Is.EqualTo(new[] { "## 1", "## 2", "## 3" }));
    }

    [TestCaseSource(nameof(Katas))]
    public void Every_test_of_its_spec_has_a_stage_and_every_stage_has_a_test(Kata kata)
    {
        var tests = SpecOf(kata).GetMethods()
            .Where(method => method.GetCustomAttributes().Any(mark => mark is ITestBuilder or ISimpleTestBuilder))
            .ToList();
        var unstaged = tests.Where(test => test.GetCustomAttribute<StageAttribute>() is null).Select(test => test.Name);
        var stages = tests.Select(test => test.GetCustomAttribute<StageAttribute>()!.Number).Distinct().Order();
        Assert.That(unstaged, Is.Empty);
        Assert.That(stages, Is.EqualTo(Enumerable.Range(1, kata.Facts.Stages.Count)));
    }

    [TestCaseSource(nameof(Katas))]
    public void Every_mistake_names_a_test_of_the_spec(Kata kata)
    {
        var tests = SpecOf(kata).GetMethods().Select(method => method.Name).ToHashSet();
        var lost = MistakeBook.Read(kata).Where(mistake => !tests.Contains(mistake.CaughtBy));
        Assert.That(lost.Select(mistake => $"{mistake.Name}: {mistake.CaughtBy}"), Is.Empty);
    }

    /// <summary>A learner's clone may hold a solution; the project's own must hold the starter.</summary>
    [TestCaseSource(nameof(Katas))]
    public void Its_solution_file_is_the_starter(Kata kata)
    {
        if (File.ReadAllText(kata.SolutionFile) == File.ReadAllText(kata.StarterFile)) return;
        if (Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Inconclusive($"{kata.Id} holds a solution; CI asks for the starter.");
        Assert.Fail($"{kata.SolutionFile} differs from {kata.StarterFile}. Run: kata reset {kata.Id}");
    }

    private static Type SpecOf(Kata kata) =>
        Assembly.Load("Katas.Specs").GetType(kata.SpecName) ?? throw new InvalidOperationException($"no {kata.SpecName}");
}
