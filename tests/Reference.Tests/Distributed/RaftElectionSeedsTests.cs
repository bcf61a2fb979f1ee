using System.Text.RegularExpressions;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Reference.Tests.Distributed;

/// <summary>How many seeds it takes until each mistake is found, test by test.</summary>
public sealed partial class RaftElectionSeedsTests
{
    private const int MostSeeds = 150;

    private static readonly Kata Kata = SharedGrader.Catalogue.All.Single(kata => kata.Id == "raft-election");

    private static IEnumerable<TestCaseData> Mistakes =>
        from mistake in MistakeBook.Read(Kata)
        select new TestCaseData(mistake).SetArgDisplayNames(mistake.Name);

    [Explicit("grades every mistake once more, for the numbers")]
    [TestCaseSource(nameof(Mistakes))]
    public async Task Every_mistake_is_found_within_few_seeds(Mistake mistake)
    {
        var report = await SharedGrader.GradeAsync(Kata, new SubjectName(SubjectKind.Mistake, mistake.Name));
        var found = report.Tests.Where(test => test.Verdict == Verdict.Failed)
            .Select(test => (test.Name, Seed: Seed(test.Text))).OrderBy(test => test.Seed).ToList();
        foreach (var (name, seed) in found) TestContext.Out.WriteLine($"{mistake.Name}: seed {seed} of {name}");
        Assert.That(found, Is.Not.Empty);
        Assert.That(found[0].Seed, Is.LessThanOrEqualTo(MostSeeds));
    }

    private static int Seed(string? text) => Convert.ToInt32(FoundWith().Match(text ?? "").Groups[1].Value, 16);

    [GeneratedRegex("Found with seed ([0-9a-f]+)")]
    private static partial Regex FoundWith();
}
