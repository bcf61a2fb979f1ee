using System.CommandLine;
using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Cli.Reports;
using Katas.Cli.Watching;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata watch</c>: grades on every save.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var all = new Option<bool>("--all") { Description = "Shows every failure and every finding in full." };
        var command = new Command("watch", "Grades your class on every save.") { kata, all };
        command.SetAction((parsed, cancellation) =>
            RunAsync(session, session.Choose(parsed.GetValue(kata)), parsed.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Session session, Kata kata, bool all, CancellationToken cancellation)
    {
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var grading = session.StartGrading();
        using var folder = new FolderWatch(kata.Folder, session.Time);
        var request = new GradeRequest(kata.Id) { GradeStarter = kata.Facts.Starter == StarterKind.Bug };
        var loop = new WatchLoop(
            folder.Notices,
            () => Sources.Look(kata),
            token => grading.GradeAsync(request, progress: null, last: false, token),
            (report, since) => Show(session, kata, request, report, since, all),
            session.Time);
        Keyboard.Listen(session.Screen.CanAsk, quit.Cancel, folder.Finish);
        var last = await loop.RunAsync(quit.Token).ConfigureAwait(false);
        return last?.ExitCode ?? ExitCode.Interrupted;
    }

    private static void Show(
        Session session, Kata kata, GradeRequest request, GradeReport report, TimeSpan? sinceSave, bool all)
    {
        var screen = session.Screen;
        screen.Clear();
        var view = new ReportView(session, kata, all);
        view.Heading(request.Subject);
        view.Body(report);
        VerdictLine.Print(session, kata, request, report, Recorder.Enter(session, request, report));
        var took = sinceSave is { } time ? $"{time.TotalMilliseconds:0} ms from save to verdict. " : "";
        var end = screen.CanAsk ? " q ends." : "";
        screen.Line(($"{took}Watching {session.Shown(kata.Folder)}.{end}", Ink.Quiet));
    }
}
