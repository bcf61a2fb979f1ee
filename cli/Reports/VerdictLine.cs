using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Reports;

/// <summary>The last line of a grading: what it came to, and what to type next.</summary>
internal static class VerdictLine
{
    /// <summary>Prints it.</summary>
    public static void Print(Session session, Kata kata, GradeRequest request, GradeReport report, KataRecord record)
    {
        var isSolution = request.Subject == SubjectName.Solution.ToString();
        var next = isSolution ? Next(session, kata, request, report, record) : [];
        session.Screen.Line(
            (Word(report.Verdict), Marks.InkOf(report.Verdict)),
            " " + string.Join(session.Screen.Marks.Dot, [Count(report), .. next]));
    }

    /// <summary>The verdict in capitals.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "PASSED",
        Verdict.ToDo => "TO DO",
        Verdict.Inconclusive => "INCONCLUSIVE",
        Verdict.Failed => "FAILED",
        Verdict.Broken => "BROKEN",
        _ => "DOES NOT COMPILE",
    };

    /// <summary>How many tests came to what.</summary>
    public static string Count(GradeReport report)
    {
        var total = report.Tests.Count;
        if (report.Verdict == Verdict.DoesNotCompile) return Plural(report.Diagnostics.Count, "error");
        if (total == 0) return "no test could run";
        if (report.Verdict == Verdict.Passed) return $"{total} of {total}";
        Verdict[] order = [Verdict.Broken, Verdict.Failed, Verdict.Inconclusive, Verdict.ToDo];
        var parts = order
            .Select(verdict => (Count: report.Tests.Count(test => test.Verdict == verdict), Word: Adjective(verdict)))
            .Where(part => part.Count > 0)
            .Select((part, i) => i == 0 ? $"{part.Count} of {total} {part.Word}" : $"{part.Count} {part.Word}")
            .DefaultIfEmpty($"{total} of {total} passed, but see above");
        return string.Join(", ", parts);
    }

    private static string[] Next(
        Session session, Kata kata, GradeRequest request, GradeReport report, KataRecord record)
    {
        var again = Session.Command($"test {kata.Id}");
        return report.Verdict switch
        {
            Verdict.Passed when !Recorder.IsWhole(request) => [$"the whole kata: {again}"],
            Verdict.Passed =>
            [
                .. Review(session, record),
                $"compare: {Session.Command($"solution {kata.Id}")}",
                $"next: {Session.Command("next")}",
            ],
            Verdict.ToDo => [$"edit {session.Shown(kata.SolutionFile)}, then: {again}"],
            Verdict.DoesNotCompile => [$"mend it, then: {again}"],
            // Without a test there is nothing to hint at; the explanation above says what to do.
            Verdict.Broken when report.Tests.Count == 0 => [],
            _ => [$"next: {Session.Command($"hint {kata.Id}")}"],
        };
    }

    private static string[] Review(Session session, KataRecord record) => ReviewPlan.DueAt(record) is { } due
        ? [$"review in {Plural(Math.Max(0, (int)Math.Ceiling((due - session.Time.GetUtcNow()).TotalDays)), "day")}"]
        : [];

    private static string Adjective(Verdict verdict) => verdict switch
    {
        Verdict.ToDo => "to do",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
