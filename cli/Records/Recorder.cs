using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Records;

/// <summary>Enters a grading into the learner's record.</summary>
internal static class Recorder
{
    /// <summary>Whether a pass of this request is a pass of the kata.</summary>
    public static bool IsWhole(GradeRequest request) =>
        request is { Stage: null, Test: null, Seed: null, Replay: null } && request.Subject == SubjectName.Solution.ToString();

    /// <summary>Enters it. What cannot be written is told and changes nothing about the verdict.</summary>
    public static KataRecord Enter(Session session, GradeRequest request, GradeReport report)
    {
        var passed = report.Verdict == Verdict.Passed && IsWhole(request);
        var now = session.Time.GetUtcNow();
        try
        {
            return session.Records.Update(record => Entered(record, report.Kata, passed, now)).Of(report.Kata);
        }
        catch (RecordsException e)
        {
            session.Screen.Warn(e.Message);
            return new KataRecord();
        }
    }

    private static LearnerRecord Entered(LearnerRecord record, string kata, bool passed, DateTimeOffset now)
    {
        var after = record.Last == kata ? record : record with { Last = kata };
        var entry = record.Of(kata);
        var next = passed ? ReviewPlan.Passed(entry, now) : entry;
        return next == entry ? after : after.With(kata, next);
    }
}
