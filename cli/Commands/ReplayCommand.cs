using System.CommandLine;
using Katas.Cli.Records;
using Katas.Cli.Reports;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata replay</c>: runs the one schedule, or simulated run, that a failing test printed.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var schedule = new Argument<string>("schedule")
        {
            Description = "What a failing test prints, such as welcome/No_increment_is_lost:Sab2a-k3f-9q0x7.",
            HelpName = "schedule",
        };
        var json = new Option<bool>(TestCommand.JsonOption) { Description = "Prints one JSON document." };
        var command = new Command("replay", "Runs the one schedule, or simulated run, that a failing test printed.")
        {
            schedule, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            session, ReplayName.Parse(parsed.GetValue(schedule)!), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, ReplayName name, bool isJson, CancellationToken cancellation)
    {
        var kata = session.Catalogue.Get(name.Kata);
        var request = new GradeRequest(kata.Id, SubjectName.Parse(name.Subject).ToString())
        {
            Replay = (name with { Kata = kata.Id }).ToString(),
            GradeStarter = kata.Facts.Starter == StarterKind.Bug,
        };
        using var grading = session.StartGrading();
        var report = await grading.GradeAsync(request, null, last: true, cancellation).ConfigureAwait(false);
        if (report.Fault is Fault.Request or Fault.Harness) throw new RequestException(report.Explanation);
        var record = Recorder.Enter(session, request, report);
        if (isJson)
        {
            ReportJson.Write(session.Screen.Out, session.Root, request, report);
            return report.ExitCode;
        }

        var view = new ReportView(session, kata, all: true);
        view.Heading(request.Subject);
        view.Body(report);
        VerdictLine.Print(session, kata, request, report, record);
        return report.ExitCode;
    }
}
