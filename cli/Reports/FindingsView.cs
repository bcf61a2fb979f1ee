using Katas.Cli.Output;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Cli.Reports;

/// <summary>Prints what the compiler and the analyzers remark on code that compiles.</summary>
/// <param name="session">Where it prints, and from where paths are shown.</param>
/// <param name="all">Whether every finding is shown.</param>
internal sealed class FindingsView(Session session, bool all)
{
    private const int Most = 3;
    private static readonly string[] Severities = ["error", "warning", "info"];

    /// <summary>Prints the most severe of them.</summary>
    public void Print(GradeReport report)
    {
        var findings = report.Diagnostics.Concat(report.Analysis)
            .OrderBy(finding => Rank(finding.Severity))
            .ToList();
        if (findings.Count == 0) return;
        var screen = session.Screen;
        screen.Line();
        foreach (var finding in findings.Take(all ? int.MaxValue : Most)) screen.Line((Show(finding), Ink.Warning));
        if (!all && findings.Count > Most)
            screen.Line($"{screen.Marks.Ellipsis} {findings.Count - Most} more, --all shows them");
    }

    private string Show(Finding finding) =>
        PlainText.Lines(finding.Show(session.Base(finding.File)))[0];

    private static int Rank(string severity) =>
        Array.IndexOf(Severities, severity) is >= 0 and var rank ? rank : Severities.Length;
}
