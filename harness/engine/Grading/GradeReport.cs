using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>What grading came to.</summary>
/// <param name="Kata">The kata's id.</param>
/// <param name="Subject">What was graded.</param>
/// <param name="Verdict">The worst of the tests' verdicts, or why none ran.</param>
/// <param name="Tests">Every planned test, stage by stage.</param>
/// <param name="Diagnostics">The compiler's errors, or its warnings when there were none.</param>
/// <param name="Analysis">What the analyzers found.</param>
/// <param name="Explanation">Why nothing could be graded; empty otherwise.</param>
/// <param name="Printed">What the subject wrote to the console.</param>
public sealed record GradeReport(
    string Kata,
    string Subject,
    Verdict Verdict,
    IReadOnlyList<TestReport> Tests,
    IReadOnlyList<Finding> Diagnostics,
    IReadOnlyList<Finding> Analysis,
    string Explanation,
    string Printed)
{
    /// <summary>A sum of the optimized code, where a mutant was graded and compiled.</summary>
    public string? CodeSum { get; init; }

    /// <summary>Whose fault it is that nothing could be graded; <see langword="null"/> when something was.</summary>
    public Fault? Fault { get; init; }

    /// <summary>The exit code of a command that shows this: see <c>docs/commands.md</c>.</summary>
    public int ExitCode => (Fault, Verdict) switch
    {
        (Grading.Fault.Request or Grading.Fault.Harness, _) => 4,
        (_, Verdict.Passed) => 0,
        (_, Verdict.Failed or Verdict.Broken) => 1,
        (_, Verdict.DoesNotCompile) => 3,
        _ => 2,
    };
}

/// <summary>One test of a report.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Text">Why, for every verdict but passed.</param>
/// <param name="Statistics">What a passing test says of itself, such as how many schedules it explored.</param>
public sealed record TestReport(string Name, int Stage, Verdict Verdict, string Text, string Statistics)
{
    /// <summary>
    /// The schedule or run that failed, as <see cref="ReplayName"/> writes it; <see langword="null"/> for none.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>In which way it is broken; <see langword="null"/> for every other verdict.</summary>
    public Breakage? Breakage { get; init; }

    /// <summary>What its clusters survive, where that was asked; <see langword="null"/> for none.</summary>
    public SurvivalReport? Survival { get; init; }

    /// <summary>The file of the page that shows it; <see langword="null"/> for none.</summary>
    public string? Page { get; init; }
}
