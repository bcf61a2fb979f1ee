using System.CommandLine;
using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata next</c>: one due review, and the first kata that was not passed yet.</summary>
internal static class NextCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var command = new Command("next", "Says what to do now: one review that is due, then one new kata.");
        command.SetAction(_ => Run(session));
        return command;
    }

    private static int Run(Session session)
    {
        var (records, now) = (session.ReadRecords(), session.Time.GetUtcNow());
        var katas = session.Catalogue.All;
        var review = katas
            .Where(kata => ReviewPlan.IsDue(records.Of(kata.Id), now))
            .MinBy(kata => ReviewPlan.DueAt(records.Of(kata.Id)));
        var fresh = katas.FirstOrDefault(kata => records.Of(kata.Id).PassedAt is null);
        if (review is not null) Review(session, review, records.Of(review.Id), now);
        if (fresh is not null) New(session, fresh);
        if (review is null && fresh is null) Done(session, records, now);
        return ExitCode.Success;
    }

    private static void Review(Session session, Kata kata, KataRecord record, DateTimeOffset now)
    {
        var days = (int)(now - (record.ReviewedAt ?? record.PassedAt)!.Value).TotalDays;
        Head(session, $"Review {record.Reviews + 1} of {ReviewPlan.Count}", kata);
        session.Screen.Line($"  You passed it {days} days ago. Write it again from the starter:");
        Steps(session, kata);
        Step(session, "Begin", $"{Session.Command($"reset {kata.Id}")}   (keeps the version you have)");
        Step(session, "Grade", Session.Command($"test {kata.Id}"));
        session.Screen.Line();
    }

    private static void New(Session session, Kata kata)
    {
        Head(session, "New", kata);
        Steps(session, kata);
        var (test, watch) = (Session.Command($"test {kata.Id}"), Session.Command($"watch {kata.Id}"));
        Step(session, "Grade", $"{test}   or on every save: {watch}");
    }

    private static void Done(Session session, LearnerRecord records, DateTimeOffset now)
    {
        var coming = session.Catalogue.All
            .Select(kata => (kata.Id, Due: ReviewPlan.DueAt(records.Of(kata.Id))))
            .Where(pair => pair.Due is not null)
            .OrderBy(pair => pair.Due)
            .FirstOrDefault();
        session.Screen.Line(coming.Due is { } due
            ? $"Every kata is passed. The next review, {coming.Id}, is due in {Math.Ceiling((due - now).TotalDays)} days."
            : "Every kata is passed, and every review is done.");
    }

    private static void Head(Session session, string kind, Kata kata)
    {
        var dot = session.Screen.Marks.Dot;
        session.Screen.Line(
            ($"{kind}: {kata.Facts.Title}", Ink.Strong), $"{dot}{kata.Facts.LevelName}{dot}{kata.Facts.Minutes} minutes");
        session.Screen.Line($"  {kata.Facts.Summary}");
    }

    private static void Steps(Session session, Kata kata)
    {
        Step(session, "Read", session.Shown(Path.Combine(kata.Folder, "README.md")));
        Step(session, "Edit", session.Shown(kata.SolutionFile));
    }

    private static void Step(Session session, string verb, string what) => session.Screen.Line($"  {verb,-5}  {what}");
}
