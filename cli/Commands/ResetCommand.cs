using System.CommandLine;
using Katas.Cli.Lessons;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata reset</c>: the starter again; what the learner wrote is kept.</summary>
internal static class ResetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var yes = new Option<bool>("--yes", "-y") { Description = "Does not ask." };
        var command = new Command("reset", "Brings the starter back; keeps what you wrote.") { kata, yes };
        command.SetAction(parsed => Run(session, session.Choose(parsed.GetValue(kata)), parsed.GetValue(yes)));
        return command;
    }

    private static int Run(Session session, Kata kata, bool yes)
    {
        var file = session.Shown(kata.SolutionFile);
        if (KataStates.IsStarter(kata))
        {
            session.Screen.Line($"{file} is the starter already.");
            return ExitCode.Success;
        }

        if (!yes && !Agrees(session, kata, file))
        {
            session.Screen.Line("Nothing was changed.");
            return ExitCode.Success;
        }

        Reset(session, kata, file);
        return ExitCode.Success;
    }

    private static bool Agrees(Session session, Kata kata, string file)
    {
        if (!session.Screen.CanAsk)
            throw new RequestException(
                $"Nobody can be asked here. To replace {file} by the starter: " +
                Session.Command($"reset {kata.Id} --yes"));
        session.Screen.Out.Write($"Replace {file} by the starter? Your version is kept. [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static void Reset(Session session, Kata kata, string file)
    {
        string? backup;
        try
        {
            backup = File.Exists(kata.SolutionFile) ? Backup(session, kata) : null;
            // Written beside and renamed: an editor or a watch never sees half a starter.
            var unfinished = kata.SolutionFile + ".new";
            File.WriteAllBytes(unfinished, File.ReadAllBytes(kata.StarterFile));
            File.Move(unfinished, kata.SolutionFile, overwrite: true);
        }
        catch (IOException e)
        {
            throw new RequestException($"{file} was not changed: {e.Message}");
        }

        session.Screen.Line($"{file} is the starter again.");
        if (backup is not null) session.Screen.Line($"Your version: {session.Shown(backup)}");
    }

    private static string Backup(Session session, Kata kata)
    {
        var folder = Path.Combine(session.Records.Folder, "backup", kata.Id);
        Directory.CreateDirectory(folder);
        var stamp = session.Time.GetLocalNow().ToString("yyyyMMdd-HHmmss");
        var name = Path.GetFileName(kata.SolutionFile);
        var backup = Path.Combine(folder, $"{stamp}-{name}");
        for (var i = 2; File.Exists(backup); i++) backup = Path.Combine(folder, $"{stamp}-{i}-{name}");
        File.Copy(kata.SolutionFile, backup);
        return backup;
    }
}
