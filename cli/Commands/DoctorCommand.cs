using System.CommandLine;
using Katas.Cli.Checks;
using Katas.Cli.Output;

namespace Katas.Cli.Commands;

/// <summary><c>kata doctor</c>: whether everything is in place, and what to do about what is not.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var command = new Command("doctor", "Checks that everything is in place.");
        command.SetAction((_, _) => RunAsync(session));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var problems = 0;
        await foreach (var check in new MachineChecks(session).RunAsync().ConfigureAwait(false))
        {
            Print(session.Screen, check);
            if (check.State == CheckState.Problem) problems++;
        }

        session.Screen.Line();
        session.Screen.Line(problems == 0
            ? ("Everything is in place.", Ink.Good)
            : ($"{problems} {(problems == 1 ? "problem" : "problems")}.", Ink.Bad));
        return problems == 0 ? ExitCode.Success : ExitCode.CannotDo;
    }

    private static void Print(Screen screen, Check check)
    {
        var (word, ink) = check.State switch
        {
            CheckState.Ok => ("ok", Ink.Good),
            CheckState.Warning => ("warning", Ink.Warning),
            _ => ("problem", Ink.Bad),
        };
        screen.Line(($"{word,-8}", ink), $"{check.Name}: {check.Found}");
        if (check.ToDo.Length > 0) screen.Line($"{"",-8}{check.ToDo}");
    }
}
