using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>A learner's own tests are graded like a spec, on any subject.</summary>
public sealed class OwnTestsTests
{
    private static readonly Catalogue Katas = Catalogue.Open(KataRoot.Current);

    private static IEnumerable<TestCaseData> Shipped =>
        Katas.All.Select(kata => new TestCaseData(kata).SetArgDisplayNames(kata.Id));

    /// <summary>The example that each kata ships accepts what is right, and has something to say.</summary>
    [TestCaseSource(nameof(Shipped))]
    public async Task The_example_accepts_the_reference_and_rejects_the_starter_or_a_mistake(Kata kata)
    {
        using var grader = new Grader(KataRoot.Current);
        var reference = await GradeAsync(grader, kata, "reference", kata.OwnTestsFile);
        Assert.That(reference.Verdict, Is.EqualTo(Verdict.Passed), string.Join('\n', reference.Tests.Select(test => test.Text)));
        if (kata.Facts.Starter == StarterKind.Bug) return;
        var starter = await GradeAsync(grader, kata, "starter", kata.OwnTestsFile);
        Assert.That(starter.Verdict, Is.EqualTo(Verdict.Failed));
    }

    [TestCase("class", "does not compile", Verdict.DoesNotCompile)]
    [TestCase(null, "your own tests belong into it", Verdict.Broken)]
    public async Task A_file_that_cannot_be_used_says_so(string? text, string why, Verdict verdict)
    {
        var kata = Katas.Get("welcome");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        if (text is not null) await File.WriteAllTextAsync(file, text);
        using var grader = new Grader(KataRoot.Current);
        var report = await GradeAsync(grader, kata, "reference", file);
        File.Delete(file);
        Assert.That(report.Verdict, Is.EqualTo(verdict));
        if (text is null) Assert.That(report.Explanation, Does.Contain(why));
        else Assert.That(report.Diagnostics, Is.Not.Empty);
    }

    private static Task<GradeReport> GradeAsync(Grader grader, Kata kata, string subject, string file) =>
        grader.GradeAsync(new GradeRequest(kata.Id, subject) { OwnTests = file, GradeStarter = true });
}
