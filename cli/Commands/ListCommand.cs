using System.CommandLine;
using Katas.Cli.Lessons;
using Katas.Cli.Output;

namespace Katas.Cli.Commands;

/// <summary><c>kata list</c>: every kata, and how far the learner is with it.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var command = new Command("list", "Shows every kata, and how far you are.");
        command.SetAction(_ => Run(session));
        return command;
    }

    private static int Run(Session session)
    {
        var (screen, records, now) = (session.Screen, session.ReadRecords(), session.Time.GetUtcNow());
        var katas = session.Catalogue.All;
        var states = katas.ToDictionary(kata => kata.Id, kata => KataStates.Of(kata, records.Of(kata.Id), now));
        foreach (var track in katas.GroupBy(kata => kata.Track))
        {
            screen.Line((track.Key, Ink.Strong));
            screen.Table(
                ["kata", "level", "minutes", "state", "what you build"],
                track.Select(kata => new Inked[]
                {
                    kata.Id,
                    kata.Facts.LevelName,
                    $"{kata.Facts.Minutes}",
                    states[kata.Id].Shown(),
                    (kata.Facts.Summary, Ink.Quiet),
                }));
            screen.Line();
        }

        var passed = katas.Count(kata => records.Of(kata.Id).PassedAt is not null);
        screen.Line($"{passed} of {katas.Count} passed. What to do now: {Session.Command("next")}");
        return ExitCode.Success;
    }
}
