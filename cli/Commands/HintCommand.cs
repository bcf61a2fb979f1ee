using System.CommandLine;
using Katas.Cli.Lessons;
using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata hint</c>: one hint at a time, the gentlest first.</summary>
internal static class HintCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var number = new Argument<int?>("number")
        {
            Description = "A certain hint; without it, the next one you have not read.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("hint", "Shows the next hint.") { kata, number };
        command.SetAction(parsed =>
        {
            var typed = parsed.GetValue(kata);
            // In a kata's folder "hint 2" is enough.
            return int.TryParse(typed, out var only) && parsed.GetValue(number) is null
                ? Run(session, session.Choose(null), only)
                : Run(session, session.Choose(typed), parsed.GetValue(number));
        });
        return command;
    }

    private static int Run(Session session, Kata kata, int? number)
    {
        var hints = HintBook.Of(kata);
        if (hints.Count == 0) throw new RequestException($"{kata.Id} has no hints.");
        var seen = session.ReadRecords().Of(kata.Id).Hints;
        if (number is null && hints.All(hint => seen.Contains(hint.Number)))
        {
            session.Screen.Line($"You have read all {hints.Count} hints of {kata.Id}.");
            session.Screen.Line($"One of them again: {Session.Command($"hint {kata.Id} 1")}");
            session.Screen.Line($"The solution: {Session.Command($"solution {kata.Id} --give-up")}");
            return ExitCode.Success;
        }

        if (number is { } wanted && hints.All(hint => hint.Number != wanted))
            throw new RequestException($"{kata.Id} has no hint {wanted}. It has {hints.Count}.");
        var next = hints.First(hint => number is { } n ? hint.Number == n : !seen.Contains(hint.Number));
        Show(session, hints, next, seen);
        Remember(session, kata, next);
        return ExitCode.Success;
    }

    private static void Show(Session session, IReadOnlyList<Hint> hints, Hint hint, IReadOnlyList<int> seen)
    {
        var screen = session.Screen;
        screen.Line(($"Hint {hint.Number} of {hints.Count}", Ink.Strong), screen.Marks.Dot, hint.Title);
        var skipped = hints.Count(other => other.Number < hint.Number && !seen.Contains(other.Number));
        if (skipped > 0)
            screen.Line(($"You skip {(skipped == 1 ? "a gentler one" : $"{skipped} gentler ones")}.", Ink.Warning));
        screen.Line();
        screen.Lines(PlainMarkdown.Lines(hint.Text, screen.Width));
    }

    private static void Remember(Session session, Kata kata, Hint hint)
    {
        try
        {
            session.Records.Update(record =>
            {
                var entry = record.Of(kata.Id);
                return entry.Hints.Contains(hint.Number)
                    ? record
                    : record.With(kata.Id, entry with { Hints = [.. entry.Hints.Append(hint.Number).Order()] });
            });
        }
        catch (RecordsException e)
        {
            session.Screen.Warn(e.Message); // the hint has been shown, which is what was asked for
        }
    }
}
