using Katas.Cli.Output;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Reports;

/// <summary>Prints a grading for a person.</summary>
/// <param name="session">Where it prints, and from where paths are shown.</param>
/// <param name="kata">What was graded.</param>
/// <param name="all">Whether every failure and every finding is shown in full.</param>
internal sealed class ReportView(Session session, Kata kata, bool all)
{
    private const int MostPrinted = 20;
    private Screen Screen => session.Screen;

    /// <summary>What is being graded, in a line; it can be printed before there is a report.</summary>
    public void Heading(string subject)
    {
        var dot = Screen.Marks.Dot;
        var facts = kata.Facts;
        var stages = string.Join(", ", facts.Stages.Select(stage => stage.Name));
        Screen.Line(
            (facts.Title, Ink.Strong),
            $"{dot}{facts.LevelName}{dot}{facts.Minutes} minutes{dot}{stages}",
            subject == SubjectName.Solution.ToString() ? "" : ($"{dot}grading {subject}", Ink.Warning));
    }

    /// <summary>Everything between the heading and the verdict.</summary>
    public void Body(GradeReport report)
    {
        Tests(report);
        Failures(report);
        if (report.Verdict == Verdict.DoesNotCompile) Errors(report);
        else new FindingsView(session, all).Print(report);
        if (report.Explanation.Length > 0) Section("", PlainText.Lines(report.Explanation));
        Printed(report);
        Screen.Line();
    }

    private void Tests(GradeReport report)
    {
        foreach (var stage in report.Tests.GroupBy(test => test.Stage))
        {
            Screen.Line();
            Screen.Line($"Stage {stage.Key}{Screen.Marks.Dot}{StageName(stage.Key)}");
            if (!all && stage.All(test => test.Verdict == Verdict.ToDo))
            {
                // Before there is anything to grade, how much will be graded says more than every test's name.
                var mark = (Screen.Marks.Of(Verdict.ToDo), Marks.InkOf(Verdict.ToDo));
                Screen.Line("  ", mark, $" {stage.Count()} {(stage.Count() == 1 ? "test" : "tests")} to do");
                continue;
            }

            var width = stage.Max(test => test.Name.Length);
            foreach (var test in stage) Test(test, width);
        }
    }

    private void Test(TestReport test, int width)
    {
        var mark = (Screen.Marks.Of(test.Verdict), Marks.InkOf(test.Verdict));
        var statistics = test.Verdict == Verdict.Passed ? PlainText.Lines(test.Statistics)[0] : "";
        if (statistics.Length == 0) Screen.Line("  ", mark, " " + test.Name);
        else Screen.Line("  ", mark, $" {test.Name.PadRight(width)}  ", (statistics, Ink.Quiet));
    }

    private void Failures(GradeReport report)
    {
        // What is broken comes before what failed: it is often the cause of the rest.
        var failures = report.Tests
            .Where(test => test.Verdict is not (Verdict.Passed or Verdict.ToDo))
            .OrderByDescending(test => test.Verdict)
            .ToList();
        if (failures.Count == 0)
        {
            if (report.Tests.FirstOrDefault(test => test.Verdict == Verdict.ToDo) is { } toDo)
                Section("", PlainText.Lines(toDo.Text));
            return;
        }

        foreach (var failure in all ? failures : failures.Take(1)) Section("", PlainText.Lines(failure.Text));
        if (all || failures.Count == 1) return;
        Section("Also, and --all shows them in full:", []);
        foreach (var failure in failures[1..])
            Screen.Line(
                "  ", (Screen.Marks.Of(failure.Verdict), Marks.InkOf(failure.Verdict)),
                " " + PlainText.Lines(failure.Text)[0]);
    }

    private void Errors(GradeReport report) =>
        Section("", report.Diagnostics.Select(error => error.Show(session.Base(error.File))));

    private void Printed(GradeReport report)
    {
        if (report.Printed.Length == 0) return;
        var lines = PlainText.Lines(report.Printed);
        Section("It printed:", lines.Take(all ? int.MaxValue : MostPrinted), "  ");
        if (!all && lines.Count > MostPrinted)
            Screen.Line($"  {Screen.Marks.Ellipsis} {lines.Count - MostPrinted} more, --all shows them");
    }

    private void Section(string title, IEnumerable<string> lines, string indent = "")
    {
        Screen.Line();
        if (title.Length > 0) Screen.Line(title);
        Screen.Lines(lines, indent);
    }

    private string StageName(int stage) =>
        stage >= 1 && stage <= kata.Facts.Stages.Count ? kata.Facts.Stages[stage - 1].Name : "";
}
