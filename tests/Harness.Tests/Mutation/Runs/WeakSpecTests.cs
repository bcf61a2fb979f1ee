using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>A spec with one assertion cut out lets a mutant live that the whole spec kills.</summary>
public sealed class WeakSpecTests
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("weak ").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Without_its_assertion_an_explored_test_kills_nothing()
    {
        const string Assertion = "Expect(c.Value, 2, \"no increment is lost\")";
        const string Tests = $$"""
            using Katas.Engine.Specs;

            namespace Katas.Grading.Foundations;

            public abstract class WelcomeOwnTests(Subject subject) : KataSpec<ICounter>(subject)
            {
                [Test, Stage(1)]
                public void No_increment_is_lost() =>
                    Explore(() => Make<NewCounter>(create => create()))
                        .Thread(c => c.Increment())
                        .Thread(c => c.Increment())
                        .AfterAll(c => {{Assertion}});
            }
            """;
        await AssertAsync(
            "welcome", "interlocked-to-plain", Tests, Tests.Replace(Assertion, "_ = c.Value", StringComparison.Ordinal));
    }

    /// <summary>The spec of rate-limiter as it stands, and without what it says about a clock that is missing.</summary>
    [Test]
    public async Task Without_its_assertion_a_spec_of_ours_lets_a_mutant_live()
    {
        var kata = Catalogue.Open(KataRoot.Current).Get("rate-limiter");
        var folder = Path.Combine(kata.Root, "harness", "specs", kata.Track, kata.Name);
        var spec = await File.ReadAllTextAsync(Path.Combine(folder, "RateLimiterSpec.cs"));
        var begin = spec.IndexOf("ExpectThrows<ArgumentNullException>", StringComparison.Ordinal);
        var end = spec.IndexOf(';', begin);
        var weak = spec[..begin] + "GC.KeepAlive(null)" + spec[end..];
        var sources = SubjectSources.Of(kata, SubjectName.Reference);
        const string Guard = "ArgumentNullException.ThrowIfNull(time);";
        var edit = new SourceEdit(
            SourceEdit.Relative(kata.Root, sources[0].Path),
            sources[0].Text.IndexOf(Guard, StringComparison.Ordinal), Guard.Length, "");
        var mutant = edit.Apply(kata.Root, sources);
        Assert.That(InProcess.Failures(kata, "RateLimiterSpec.cs", spec, mutant),
            Is.EqualTo(new[] { "A_missing_clock_is_refused" }));
        Assert.That(InProcess.Failures(kata, "RateLimiterSpec.cs", weak, mutant), Is.Empty);
    }

    private async Task AssertAsync(string id, string planter, string whole, string weak)
    {
        Assert.That(weak, Is.Not.EqualTo(whole));
        Assert.That(await FatesAsync(id, planter, whole), Has.All.EqualTo(MutantFate.Killed));
        Assert.That(await FatesAsync(id, planter, weak), Has.Some.EqualTo(MutantFate.Survived));
    }

    private async Task<IReadOnlyList<MutantFate>> FatesAsync(string id, string planter, string tests)
    {
        var file = Path.Combine(_folder, "OwnTests.cs");
        await File.WriteAllTextAsync(file, tests);
        var kata = Catalogue.Open(KataRoot.Current).Get(id);
        using var grader = new Grader(KataRoot.Current);
        var planned = new MutationPlanner(grader, "");
        var before = await planned.GradeAsync(kata, SubjectName.Reference, file);
        Assert.That(before.Verdict, Is.EqualTo(Verdict.Passed), before.Explanation);
        var plan = await planned.PlanAsync(kata, SubjectName.Reference, withStryker: false);
        plan = plan with { OwnTests = file, Mutants = [.. plan.Mutants.Where(mutant => mutant.Operator == planter)] };
        Assert.That(plan.Mutants, Is.Not.Empty);
        var store = new MutationStore(Path.Combine(_folder, "results.jsonl"), "s", MutationStore.Sum([tests]));
        var results = await new MutationRun(() => new Grader(KataRoot.Current), store, 1).RunAsync(plan);
        return [.. results.Select(result => result.Fate)];
    }
}
