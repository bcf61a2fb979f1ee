using System.CommandLine;
using Katas.Cli.Lessons;
using Katas.Cli.Output;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata solution</c>: the reference, once the kata is passed or given up.</summary>
internal static class SolutionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var giveUp = new Option<bool>("--give-up") { Description = "Shows it before you have passed, and notes that." };
        var command = new Command("solution", "Shows the reference solution, after a pass.") { kata, giveUp };
        command.SetAction(parsed => Run(session, session.Choose(parsed.GetValue(kata)), parsed.GetValue(giveUp)));
        return command;
    }

    private static int Run(Session session, Kata kata, bool giveUp)
    {
        var record = session.ReadRecords().Of(kata.Id);
        var open = record.PassedAt is not null || record.GaveUpAt is not null;
        if (!open && !giveUp)
        {
            session.Screen.Line($"You have not passed {kata.Id} yet, so its solution stays closed.");
            session.Screen.Line($"A hint: {Session.Command($"hint {kata.Id}")}");
            session.Screen.Line($"Show it all the same: {Session.Command($"solution {kata.Id} --give-up")}");
            return ExitCode.Undecided;
        }

        if (!open) GiveUp(session, kata);
        Show(session, kata);
        return ExitCode.Success;
    }

    private static void GiveUp(Session session, Kata kata)
    {
        var now = session.Time.GetUtcNow();
        session.Records.Update(record => record.With(kata.Id, record.Of(kata.Id) with { GaveUpAt = now }));
    }

    private static void Show(Session session, Kata kata)
    {
        var screen = session.Screen;
        foreach (var source in SubjectSources.Of(kata, SubjectName.Reference))
        {
            screen.Line((session.Shown(source.Path), Ink.Strong));
            screen.Lines(source.Text.ReplaceLineEndings("\n").TrimEnd().Split('\n'), "    ");
            screen.Line();
        }

        var notes = Path.Combine(kata.ReferenceFolder, "NOTES.md");
        if (File.Exists(notes)) screen.Lines([.. PlainMarkdown.Lines(File.ReadAllText(notes), screen.Width), ""]);
        var mistakes = File.Exists(kata.MistakesFile) ? MistakeBook.Read(kata) : [];
        Names(session, kata, "Other correct ways", "alternative", SubjectSources.AlternativesOf(kata));
        Names(session, kata, "Mistakes people make", "mistake", [.. mistakes.Select(mistake => mistake.Name)]);
    }

    private static void Names(Session session, Kata kata, string title, string kind, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        session.Screen.Line($"{title}: {string.Join(", ", names)}");
        session.Screen.Line(($"  {Session.Command($"test {kata.Id} --subject {kind}:{names[0]}")}", Ink.Quiet));
    }
}
