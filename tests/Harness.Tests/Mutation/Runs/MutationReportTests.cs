using Katas.Engine.Mutation;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>What counts, and what the score is.</summary>
public sealed class MutationReportTests
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    [Test]
    public void Only_a_failed_test_is_a_kill()
    {
        var report = new MutationReport([.. Enum.GetValues<MutantFate>().Select(fate => Result($"{fate}", fate))]);
        Assert.That(
            report.Tried(MutantOrigin.Concurrency).Select(result => result.Fate),
            Is.EquivalentTo(Enum.GetValues<MutantFate>().Except([MutantFate.DoesNotCompile, MutantFate.SameCode])));
        Assert.That(report.Score(MutantOrigin.Concurrency, Nothing), Is.EqualTo(1 / 6.0));
    }

    [Test]
    public void What_was_explained_does_not_count()
    {
        var report = new MutationReport([Result("killed", MutantFate.Killed), Result("equivalent", MutantFate.Survived)]);
        Assert.That(report.Score(MutantOrigin.Concurrency, Nothing), Is.EqualTo(0.5));
        Assert.That(report.Score(MutantOrigin.Concurrency, new HashSet<string> { "equivalent" }), Is.EqualTo(1));
    }

    [Test]
    public void The_two_origins_are_scored_apart()
    {
        var report = new MutationReport([Result("a", MutantFate.Killed), Result("b", MutantFate.Survived, MutantOrigin.Stryker)]);
        Assert.That(
            (report.Score(MutantOrigin.Concurrency, Nothing), report.Score(MutantOrigin.Stryker, Nothing)),
            Is.EqualTo((1.0, 0.0)));
    }

    [Test]
    public void An_explanation_that_is_not_so_is_stale()
    {
        var explained = new Dictionary<string, string> { ["gone"] = "x", ["killed"] = "x", ["twin"] = "x", ["right"] = "x" };
        MutantResult[] results =
        [
            Result("killed", MutantFate.Killed), Result("right", MutantFate.Survived),
            Result("twin", MutantFate.Survived) with { SameAs = "right" },
        ];
        Assert.That(MutantBook.Stale(explained, results), Is.EqualTo(new[]
        {
            "gone: there is no such mutant (any more)", "killed: Some_test kills it",
            "twin: it is the same program as right; explain that one",
        }));
    }

    [TestCase("# Title\n\n## a-1\n\n## b-2\nwhy", "a-1 has no explanation")]
    [TestCase("# Title\n\n## a-1\nwhy\n\n## a-1\nwhy", "a-1 stands twice")]
    public void A_book_that_explains_nothing_is_refused(string text, string why)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            Assert.That(() => MutantBook.Read(file), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(why));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void A_reference_needs_no_book() => Assert.That(MutantBook.Read("/nowhere/MUTANTS.md"), Is.Empty);

    private static MutantResult Result(string name, MutantFate fate, MutantOrigin origin = MutantOrigin.Concurrency) =>
        new(new Mutant(name, "by-hand", origin, 1, "a", new SourceEdit("a.cs", 0, 1, "b")), fate, "Some_test", name, "");
}
