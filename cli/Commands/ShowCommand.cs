using System.CommandLine;
using Katas.Cli.Lessons;
using Katas.Cli.Output;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata show</c>: the lesson.</summary>
internal static class ShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var command = new Command("show", "Prints a kata's lesson.") { kata };
        command.SetAction(parsed => Run(session, session.Choose(parsed.GetValue(kata))));
        return command;
    }

    private static int Run(Session session, Kata kata)
    {
        var file = Path.Combine(kata.Folder, "README.md");
        if (!File.Exists(file)) throw new RequestException($"{session.Shown(file)} is missing; git can bring it back.");
        var screen = session.Screen;
        screen.Lines(PlainMarkdown.Lines(File.ReadAllText(file), screen.Width));
        screen.Line();
        screen.Line(($"Edit   {session.Shown(kata.SolutionFile)}", Ink.Quiet));
        screen.Line(($"Grade  {Session.Command($"test {kata.Id}")}", Ink.Quiet));
        return ExitCode.Success;
    }
}
