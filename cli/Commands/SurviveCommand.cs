using System.CommandLine;
using Katas.Cli.Output;
using Katas.Cli.Reports;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata survive</c>: which kinds of fault a simulated cluster survives, each alone.</summary>
/// <remarks>It measures, and enters nothing into the learner's record.</remarks>
internal static class SurviveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var test = TestCommand.TestOption();
        var subject = TestCommand.SubjectOption();
        var json = new Option<bool>(TestCommand.JsonOption) { Description = "Prints one JSON document." };
        var command = new Command("survive", "Shows which kinds of fault your cluster survives, each alone.")
        {
            kata, test, subject, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            session,
            session.Choose(parsed.GetValue(kata)),
            found => new GradeRequest(found.Id, SubjectName.Parse(parsed.GetValue(subject)!).ToString())
            {
                Test = parsed.GetValue(test),
                Survival = true,
                GradeStarter = found.Facts.Starter == StarterKind.Bug,
            },
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, Kata kata, Func<Kata, GradeRequest> ask, bool isJson, CancellationToken cancellation)
    {
        var request = ask(kata);
        using var grading = session.StartGrading();
        var report = await grading.GradeAsync(request, null, last: true, cancellation).ConfigureAwait(false);
        if (report.Fault is Fault.Request or Fault.Harness) throw new RequestException(report.Explanation);
        var simulated = report.Tests.Where(test => test.Survival is not null).ToList();
        // Without a matrix only a whole pass says that there is nothing to measure: the others say why there is none.
        if (simulated.Count == 0 && report.Verdict == Verdict.Passed)
        {
            var which = request.Test is { } name ? $"with \"{name}\" in its name " : "";
            throw new RequestException($"No test of {kata.Id} {which}simulates a cluster.");
        }

        var exit = Exit(report, simulated);
        if (isJson) ReportJson.Write(session.Screen.Out, session.Root, request, report, exit);
        else Print(session, kata, report, simulated);
        return exit;
    }

    /// <summary>A test that could not be run to its end is worse than one that does not survive.</summary>
    private static int Exit(GradeReport report, List<TestReport> simulated) =>
        report.Verdict is Verdict.Passed or Verdict.Failed && simulated.Count > 0
            ? simulated.All(test => test.Survival!.Survives) ? ExitCode.Success : ExitCode.Violation
            : report.ExitCode;

    private static void Print(Session session, Kata kata, GradeReport report, List<TestReport> simulated)
    {
        var view = new ReportView(session, kata, all: false);
        view.Heading(report.Subject);
        foreach (var test in simulated)
        {
            session.Screen.Line();
            session.Screen.Line(test.Name);
            session.Screen.Lines(PlainText.Lines(test.Survival!.Text), "  ");
        }

        session.Screen.Line();
        if (simulated.Count == 0 || report.Verdict is Verdict.Broken) view.Body(report);
    }
}
