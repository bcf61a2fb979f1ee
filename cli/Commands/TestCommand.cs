using System.CommandLine;
using Katas.Cli.Records;
using Katas.Cli.Reports;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata test</c>: grades once.</summary>
internal static class TestCommand
{
    /// <summary>Asks for one JSON document instead of text.</summary>
    public const string JsonOption = "--json";

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var stage = new Option<int?>("--stage") { Description = "Only this stage.", HelpName = "N" };
        var test = TestOption();
        var seed = new Option<string?>("--seed") { Description = "Replays one seed.", HelpName = "X" };
        var subject = SubjectOption();
        var json = new Option<bool>(JsonOption) { Description = "Prints one JSON document." };
        var all = new Option<bool>("--all") { Description = "Shows every failure and every finding in full." };
        var command = new Command("test", "Grades your class.") { kata, stage, test, seed, subject, json, all };
        command.SetAction((parsed, cancellation) => RunAsync(
            session,
            session.Choose(parsed.GetValue(kata)),
            found => new GradeRequest(found.Id, SubjectName.Parse(parsed.GetValue(subject)!).ToString())
            {
                Stage = parsed.GetValue(stage),
                Test = parsed.GetValue(test),
                Seed = parsed.GetValue(seed),
                GradeStarter = found.Facts.Starter == StarterKind.Bug,
            },
            (parsed.GetValue(json), parsed.GetValue(all)),
            cancellation));
        return command;
    }

    /// <summary>Which tests.</summary>
    public static Option<string?> TestOption() => new("--test")
    {
        Description = "Only tests whose name contains this.", HelpName = "NAME",
    };

    /// <summary>Whose class.</summary>
    public static Option<string> SubjectOption() => new("--subject")
    {
        Description = "What to grade: solution, reference, starter, mistake:NAME or alternative:NAME.",
        HelpName = "SUBJECT",
        DefaultValueFactory = _ => SubjectName.Solution.ToString(),
    };

    private static async Task<int> RunAsync(
        Session session,
        Kata kata,
        Func<Kata, GradeRequest> ask,
        (bool Json, bool All) options,
        CancellationToken cancellation)
    {
        var request = ask(kata);
        var view = new ReportView(session, kata, options.All);
        using var grading = session.StartGrading();
        var done = 0;
        // The request goes out before anything is printed: the host has been waiting for it.
        var graded = grading.GradeAsync(request, Progress, last: true, cancellation);
        if (!options.Json) view.Heading(request.Subject);
        var report = await graded.ConfigureAwait(false);
        if (report.Fault is Fault.Request or Fault.Harness) throw new RequestException(report.Explanation);
        if (options.Json)
        {
            ReportJson.Write(session.Screen.Out, session.Root, request, report);
            Recorder.Enter(session, request, report);
            return report.ExitCode;
        }

        view.Body(report);
        VerdictLine.Print(session, kata, request, report, Recorder.Enter(session, request, report));
        return report.ExitCode;

        void Progress(TestReport test)
        {
            if (!options.Json) session.Screen.Status($"{++done} graded: {test.Name}");
        }
    }
}
