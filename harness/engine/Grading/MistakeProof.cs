using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>Judges whether a spec rejects a mistake for the right reason.</summary>
public static class MistakeProof
{
    /// <summary>What is wrong with the mistake or the spec; <see langword="null"/>: the named test rejects it.</summary>
    /// <param name="mistake">The entry of <c>MISTAKES.md</c>.</param>
    /// <param name="report">What grading the mistake came to, with all tests run.</param>
    public static string? Problem(Mistake mistake, GradeReport report)
    {
        if (report.Fault is not null) return report.Explanation;
        if (report.Verdict == Verdict.DoesNotCompile)
            return $"it does not compile: {report.Diagnostics[0].Id} {report.Diagnostics[0].Message}";
        var named = report.Tests.FirstOrDefault(test => test.Name == mistake.CaughtBy);
        if (named is null) return $"the spec has no test {mistake.CaughtBy}";
        if (IsRejection(named)) return null;

        var others = report.Tests.Where(IsRejection).Select(test => test.Name).ToList();
        return others.Count == 0
            ? $"no test rejects it; {mistake.CaughtBy} says {named.Verdict}"
            : $"{mistake.CaughtBy} does not reject it, but says {named.Verdict}; these do: {string.Join(", ", others)}";
    }

    /// <summary>
    /// A failure, or a hang: a mistake may well deadlock. Other ways to be broken (no constructor, a crash) would mean
    /// that the diff is wrong, not that the spec is good.
    /// </summary>
    private static bool IsRejection(TestReport test) =>
        test.Verdict == Verdict.Failed
        || test.Breakage is Breakage.Hung or Breakage.Busy;
}
