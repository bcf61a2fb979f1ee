using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Engine.Mutation;

/// <summary>Grades one mutant, and says what became of it.</summary>
internal static class MutantGrading
{
    /// <summary>The request that asks whether any test fails.</summary>
    public static GradeRequest Ask(MutationPlan plan, Mutant mutant, IReadOnlyList<string> first) =>
        new(plan.Kata.Id, plan.Subject.ToString())
        {
            Edit = mutant.Edit, StopAtFailure = true, First = first, Unless = plan.CodeSum, OwnTests = plan.OwnTests,
        };

    /// <summary>What the answer means.</summary>
    public static MutantResult Read(MutationPlan plan, Mutant mutant, GradeReport report)
    {
        var (fate, decided) = Fate(plan, report);
        var text = report.Verdict == Verdict.DoesNotCompile
            ? $"{report.Diagnostics[0].Id}: {report.Diagnostics[0].Message}"
            : decided?.Text ?? report.Explanation;
        return new(mutant, fate, decided?.Name ?? "", report.CodeSum, FirstLine(text));
    }

    private static (MutantFate Fate, TestReport? Decided) Fate(MutationPlan plan, GradeReport report)
    {
        if (report.Verdict == Verdict.DoesNotCompile) return (MutantFate.DoesNotCompile, null);
        if (report.CodeSum == plan.CodeSum) return (MutantFate.SameCode, null);
        if (report.Fault is Fault.Harness or Fault.Request) throw new MutationFailedException(report.Explanation);
        if (Find(Verdict.Failed) is { } failed) return (MutantFate.Killed, failed);
        if (Find(Verdict.Broken) is { } broken) return (Fate(broken.Breakage), broken);
        if (report.Verdict == Verdict.Broken) return (MutantFate.Crashed, null);
        return report.Verdict == Verdict.Passed ? (MutantFate.Survived, null) : (MutantFate.Undecided, Find(report.Verdict));

        TestReport? Find(Verdict verdict) => report.Tests.FirstOrDefault(test => test.Verdict == verdict);
    }

    private static MutantFate Fate(Breakage? breakage) => breakage switch
    {
        Breakage.Hung or Breakage.Busy => MutantFate.TimedOut,
        Breakage.OutOfMemory => MutantFate.OutOfMemory,
        _ => MutantFate.Crashed,
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}

/// <summary>Mutants could not be tried at all; the message says why.</summary>
public sealed class MutationFailedException(string message) : Exception(message);
