using Katas.Cli.Mutation;
using Katas.Cli.Output;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary>
/// <c>kata mutate --my-tests</c>: whether a learner's own tests accept what is right, and how much they notice of what is not.
/// </summary>
internal static class OwnTestsCommand
{
    /// <summary>Runs.</summary>
    public static async Task<int> RunAsync(
        Session session, MutationRequest request, (bool Json, bool All) options, CancellationToken cancellation)
    {
        var (kata, file) = (request.Kata, request.OwnTests!);
        if (!File.Exists(file))
            throw new RequestException($"{session.Shown(file)} is not there; your own tests of {kata.Id} belong into it.");
        var (before, outcome) = await new MutationWork(session, request, options.Json).RunAsync(cancellation)
            .ConfigureAwait(false);
        if (outcome is null) return Reject(session, request, before, options.Json);
        var others = await GradeOthersAsync(session, request, options.Json, cancellation).ConfigureAwait(false);
        var exit = others.Rejected.Count == 0 && others.Missed.Count == 0 ? ExitCode.Success : ExitCode.Violation;
        if (options.Json)
        {
            OwnTestsJson.Write(session, outcome, others, exit);
            return exit;
        }

        new OwnTestsView(session, outcome, others, before.Tests.Count).Print(options.All);
        return exit;
    }

    /// <summary>The reference is right, so a test that fails on it asks for what the contract does not promise.</summary>
    private static int Reject(Session session, MutationRequest request, GradeReport before, bool isJson)
    {
        if (isJson || before.Verdict is Verdict.DoesNotCompile || before.Tests.Count == 0)
            return MutateCommand.Refuse(session, request, before, isJson);
        session.Screen.Line();
        foreach (var test in before.Tests.Where(test => test.Verdict != Verdict.Passed))
        {
            session.Screen.Lines(PlainText.Lines(test.Text), "  ");
            session.Screen.Line();
        }

        var count = before.Tests.Count(test => test.Verdict != Verdict.Passed);
        session.Screen.Line(
            ("REJECTS A RIGHT ANSWER", Ink.Bad),
            $" {count} of your {before.Tests.Count} tests failed on the reference: "
            + "they ask for what the contract does not promise.");
        return ExitCode.Violation;
    }

    private static async Task<OwnTestsResult> GradeOthersAsync(
        Session session, MutationRequest request, bool quiet, CancellationToken cancellation)
    {
        var kata = request.Kata;
        var mistakes = MistakeBook.Read(kata).Select(mistake => new SubjectName(SubjectKind.Mistake, mistake.Name));
        var alternatives = SubjectSources.AlternativesOf(kata).Select(name => new SubjectName(SubjectKind.Alternative, name));
        SubjectName[] all = [.. alternatives, .. mistakes];
        Dictionary<SubjectName, GradeReport> reports = [];
        using var grader = session.NewGrader();
        foreach (var subject in all)
        {
            if (!quiet) session.Screen.Status($"{reports.Count + 1} of {all.Length}: {subject}");
            var ask = new GradeRequest(kata.Id, subject.ToString()) { OwnTests = request.OwnTests, StopAtFailure = true };
            var report = await grader.GradeAsync(ask, cancellation: cancellation).ConfigureAwait(false);
            if (report.Fault is Fault.Request or Fault.Harness) throw new RequestException(report.Explanation);
            reports[subject] = report;
        }

        return new(
            all.Count(subject => subject.Kind == SubjectKind.Alternative),
            [.. reports.Where(pair => pair.Key.Kind == SubjectKind.Alternative && pair.Value.Verdict != Verdict.Passed)
                .Select(pair => (pair.Key.Name, By(pair.Value)))],
            [.. reports.Where(pair => pair.Key.Kind == SubjectKind.Mistake && IsCaught(pair.Value))
                .Select(pair => (pair.Key.Name, By(pair.Value)))],
            [.. reports.Where(pair => pair.Key.Kind == SubjectKind.Mistake && !IsCaught(pair.Value))
                .Select(pair => pair.Key.Name)]);
    }

    /// <summary>A hang counts here, as it does for the kata's own tests: mistakes deadlock.</summary>
    private static bool IsCaught(GradeReport report) =>
        report.Tests.Any(test => test.Verdict == Verdict.Failed || test.Breakage is Breakage.Hung or Breakage.Busy);

    private static string By(GradeReport report) =>
        report.Tests.FirstOrDefault(test => test.Verdict is Verdict.Failed or Verdict.Broken)?.Name ?? "";
}
