using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Running;
using Katas.Engine.Time;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Katas.Engine.Specs;

/// <summary>Runs one test of a spec so that the subject cannot harm the run, and words what came of it.</summary>
internal sealed class GradedTest(TestCommand inner, int stage) : DelegatingTestCommand(inner)
{
    /// <summary>Whether a test has left behind what would spoil those after it: a thread without end, a full heap.</summary>
    public static bool ProcessIsSpoilt { get; private set; }

    /// <summary>What the test that ran last says of itself.</summary>
    public static string LastStatistics { get; private set; } = "";

    /// <summary>In which way the test that ran last is broken; null where it is not.</summary>
    public static Breakage? LastBreakage { get; private set; }

    /// <summary>What failed in the test that ran last, as <c>kata replay</c> takes it; null for none.</summary>
    public static string? LastReplay { get; private set; }

    /// <summary>The page that shows it; null for none.</summary>
    public static string? LastPage { get; private set; }

    /// <summary>What the clusters of the test that ran last survive; null where nobody asked, or there are none.</summary>
    public static SurvivalReport? LastSurvival { get; private set; }

    /// <summary>Whether the statistics go to the test's output too, for those who see nothing else of them.</summary>
    public static bool PrintsStatistics { get; set; } = true;

    /// <summary>The spec whose test runs now; <see langword="null"/> between tests.</summary>
    public static IGraded? Current { get; private set; }

    public override TestResult Execute(TestExecutionContext context)
    {
        var graded = context.TestObject as IGraded
            ?? throw new InvalidOperationException($"[Stage] belongs on tests of a KataSpec, not on {Test.FullName}.");
        graded.Begin(Test.MethodName ?? Test.Name, stage);
        (LastStatistics, LastReplay, LastPage, LastSurvival, LastBreakage) = ("", null, null, null, null);
        FailurePageFile.Remove(graded);
        if (graded.Subject is { IsUntouched: true, GradeStarter: false })
        {
            var kata = graded.Subject.Kata;
            return Set(context, ResultState.Inconclusive,
                $"To do: {Path.GetRelativePath(kata.Root, kata.SolutionFile)} is still the starter. " +
                $"Read {Path.GetRelativePath(kata.Root, kata.Folder)}/README.md, then edit it.");
        }

        return Grade(context, graded);
    }

    private TestResult Grade(TestExecutionContext context, IGraded graded)
    {
        PoolRest.Begin();
        StrayExceptions.Install();
        StrayExceptions.Take();
        Current = graded;
        var run = Watchdog.Run(() => innerCommand.Execute(context));
        // NUnit wraps what a test throws on its way through commands like this one.
        var thrown = run.Exception is NUnitException { InnerException: { } inner } ? inner : run.Exception;
        if (thrown is PropertyFailedException failed) Show(graded, failed);
        var verdict = run.Hang is { } hang
            ? new TestVerdict(Verdict.Broken, FailureText.Hung(graded, hang), hang == Hang.Busy ? Breakage.Busy : Breakage.Hung)
            : TestVerdict.Of(thrown, graded);
        Current = null;
        LastSurvival = SurvivalText.Of(graded.Survival);
        if (LastSurvival is { } survival) graded.Statistics.Add(survival.Text);
        LastStatistics = string.Join('\n', graded.Statistics);
        if (PrintsStatistics && LastStatistics.Length > 0) context.OutWriter.WriteLine(LastStatistics);
        if (run.Hang is not null || thrown is OutOfMemoryException || StageThread.HasAbandoned) ProcessIsSpoilt = true;
        // A stray exception outranks a pass and a failure: what the test saw after it means little.
        if (StrayExceptions.Take() is [var stray, ..])
            verdict = new TestVerdict(Verdict.Broken, FailureText.Stray(graded, stray), Breakage.Ended);
        LastBreakage = verdict.Breakage;
        return Set(context, verdict.Verdict.ToResultState(), verdict.Text);
    }

    /// <summary>What an exploration or a simulation found gets a page, which an IDE finds attached to the test.</summary>
    private static void Show(IGraded graded, PropertyFailedException failed)
    {
        LastReplay = FailureText.Schedule(graded, failed)?.ToString();
        LastPage = failed.Page = FailurePageFile.Write(graded, failed);
        if (LastPage is not null) TestContext.AddTestAttachment(LastPage, "The failing run");
    }

    private static TestResult Set(TestExecutionContext context, ResultState state, string? text)
    {
        if (state == ResultState.Success) context.CurrentResult.SetResult(state);
        else context.CurrentResult.SetResult(state, text ?? "");
        return context.CurrentResult;
    }
}
