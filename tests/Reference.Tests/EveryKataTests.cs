using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Reference.Tests;

/// <summary>Every kata proves its spec: right passes, wrong fails where it should, the starter is to do.</summary>
public sealed class EveryKataTests
{
    private const int LeastMistakes = 4;

    private static IEnumerable<TestCaseData> Katas =>
        SharedGrader.Catalogue.All.Select(kata => new TestCaseData(kata).SetArgDisplayNames(kata.Id));

    private static IEnumerable<TestCaseData> Mistakes =>
        from kata in SharedGrader.Catalogue.All
        from mistake in MistakeBook.Read(kata)
        select new TestCaseData(kata, mistake).SetArgDisplayNames(kata.Id, mistake.Name);

    private static IEnumerable<TestCaseData> Alternatives =>
        from kata in SharedGrader.Catalogue.All
        from name in SubjectSources.AlternativesOf(kata)
        select new TestCaseData(kata, name).SetArgDisplayNames(kata.Id, name);

    [TestCaseSource(nameof(Katas))]
    public async Task The_reference_passes_when_compiled_in_memory(Kata kata) =>
        AssertPassed(await SharedGrader.GradeAsync(kata, SubjectName.Reference));

    [TestCaseSource(nameof(Alternatives))]
    public async Task Every_alternative_passes(Kata kata, string name) =>
        AssertPassed(await SharedGrader.GradeAsync(kata, new SubjectName(SubjectKind.Alternative, name)));

    [TestCaseSource(nameof(Mistakes))]
    public async Task Every_mistake_is_rejected_by_the_test_it_names(Kata kata, Mistake mistake)
    {
        var report = await SharedGrader.GradeAsync(kata, new SubjectName(SubjectKind.Mistake, mistake.Name));
        Assert.That(MistakeProof.Problem(mistake, report), Is.Null);
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task Every_mistake_names_the_rules_that_see_it(Kata kata, Mistake mistake) =>
        Assert.That(await SharedGrader.SightProblemAsync(kata, mistake), Is.Null);

    [TestCaseSource(nameof(Katas))]
    public async Task The_starter_is_to_do(Kata kata)
    {
        var report = await SharedGrader.GradeAsync(kata, SubjectName.Starter);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.ToDo), report.Explanation);
        Assert.That(report.Tests, Has.All.Property(nameof(TestReport.Verdict)).EqualTo(Verdict.ToDo));
    }

    /// <summary>Asked for by name, a starter that is a bug fails, and one that is a stub says what is not written.</summary>
    [TestCaseSource(nameof(Katas))]
    public async Task The_starter_would_fail_if_it_were_graded(Kata kata)
    {
        var report = await SharedGrader.GradeAsync(kata, SubjectName.Starter, gradeStarter: true);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Failed), report.Explanation);
        if (kata.Facts.Starter == StarterKind.Stub)
            Assert.That(report.Tests, Has.All.Property(nameof(TestReport.Text)).Contains("not written yet"));
    }

    [TestCaseSource(nameof(Katas))]
    public void It_has_enough_mistakes_and_an_alternative(Kata kata)
    {
        Assert.That(MistakeBook.Read(kata), Has.Count.AtLeast(LeastMistakes));
        Assert.That(SubjectSources.AlternativesOf(kata), Is.Not.Empty);
    }

    private static void AssertPassed(GradeReport report)
    {
        var failures = report.Tests.Where(test => test.Verdict != Verdict.Passed).Select(test => test.Text);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Passed),
            string.Join("\n\n", failures.Append(report.Explanation).Concat(report.Diagnostics.Select(d => d.Message))));
        Assert.That(report.Analysis.Select(finding => finding.Show(SharedGrader.Catalogue.Root)), Is.Empty);
    }
}
