using System.CommandLine;
using System.ComponentModel;
using Katas.Cli.Commands;
using Katas.Cli.Records;
using Katas.Cli.Reports;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli;

/// <summary>Reads the arguments, runs a command, and turns whatever goes wrong into words and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Session session)
    {
        var root = Commands(session);
        // A file name after @ is nothing that a person types here; without this, "@x" would be looked for.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var json = args.Contains(TestCommand.JsonOption);
        if (Mistyped.Explain(parsed) is { } mistyped) return Refuse(session, json, mistyped);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = session.Screen.Out,
                Error = session.Screen.Error,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (IsInWords(e))
        {
            return Refuse(session, json, e.Message);
        }
        catch (Exception e)
        {
            return Refuse(session, json, $"The command itself failed; this is not about your code.\n{e}");
        }
    }

    private static RootCommand Commands(Session session)
    {
        var root = new RootCommand("Practise the concurrency interview: edit one class, and see how it fails.")
        {
            ListCommand.Create(session),
            NextCommand.Create(session),
            ShowCommand.Create(session),
            TestCommand.Create(session),
            ReplayCommand.Create(session),
            SurviveCommand.Create(session),
            MutateCommand.Create(session),
            WatchCommand.Create(session),
            HintCommand.Create(session),
            SolutionCommand.Create(session),
            ResetCommand.Create(session),
            JudgeCommand.Create(session),
            DoctorCommand.Create(session),
        };
        root.HelpName = CommandName.Current;
        root.SetAction(parsed =>
        {
            new System.CommandLine.Help.HelpAction().Invoke(parsed);
            session.Screen.Line($"Begin with: {Session.Command("next")}");
            return ExitCode.Success;
        });
        return root;
    }

    private static bool IsInWords(Exception e) => e
        is RequestException or RecordsException or UnknownKataException or UnknownSubjectException
        or MutationFailedException or SubjectBrokenException or PatchException
        or SdkMissingException or InvalidDataException or FormatException or IOException
        or UnauthorizedAccessException or Win32Exception;

    private static int Refuse(Session session, bool json, string why)
    {
        if (json) ReportJson.WriteError(session.Screen.Out, why);
        else session.Screen.Complain(why);
        return ExitCode.CannotDo;
    }
}
