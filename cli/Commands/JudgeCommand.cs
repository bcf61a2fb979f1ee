using System.CommandLine;
using Katas.Cli.Judging;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Reporting.Histories;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata judge</c>: judges recorded histories; it needs no clone.</summary>
internal static class JudgeCommand
{
    private static readonly Dictionary<string, HistoryFormat> Formats = new(StringComparer.Ordinal)
    {
        ["jepsen"] = HistoryFormat.Jepsen,
        ["edn"] = HistoryFormat.Edn,
        ["json"] = HistoryFormat.Json,
    };

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "The recorded histories.", Arity = ArgumentArity.OneOrMore,
        };
        var model = new Option<string>("--model") { Description = "What the object is.", HelpName = "MODEL", Required = true };
        var format = new Option<string?>("--format")
        {
            Description = "The form of the files: jepsen, edn or json. Guessed when left out.", HelpName = "FORMAT",
        };
        var key = new Option<string?>("--key") { Description = "Judges only the operations on this key.", HelpName = "KEY" };
        var budget = new Option<long?>("--budget")
        {
            Description = "How many steps a file may take; then it is unknown.", HelpName = "STEPS",
        };
        var timeout = new Option<int?>("--timeout")
        {
            Description = "How long a file may take; then it is unknown.", HelpName = "SECONDS",
        };
        var witness = new Option<bool>("--witness")
        {
            Description = "Shows the order that explains a linearizable history.",
        };
        var html = new Option<string?>("--html") { Description = "Writes a page with diagrams.", HelpName = "FILE" };
        var json = new Option<bool>(TestCommand.JsonOption) { Description = "Prints one JSON document." };
        var command = new Command("judge", "Judges recorded histories: are they linearizable?")
        {
            files, model, format, key, budget, timeout, witness, html, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            session,
            parsed.GetValue(files)!,
            new JudgeRequest(parsed.GetValue(model)!, ModelOf(parsed.GetValue(model)!))
            {
                Format = parsed.GetValue(format) is { } name ? FormatOf(name) : null,
                Key = parsed.GetValue(key),
                MaxSteps = parsed.GetValue(budget) ?? new CheckOptions().MaxSteps,
                Timeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Witness = parsed.GetValue(witness),
                Page = parsed.GetValue(html),
            },
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, string[] files, JudgeRequest request, bool json, CancellationToken cancellation)
    {
        var judge = new FileJudge(request, session.Folder, session.Time);
        var view = new JudgeView(session.Screen, files, request.Witness);
        List<FileVerdict> verdicts = [];
        foreach (var file in files)
        {
            if (!json) view.Begin(file);
            // Elsewhere, so that Ctrl+C is heard while a file is being judged.
            var verdict = await Task.Run(() => judge.Judge(file, cancellation), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            verdicts.Add(verdict);
            if (!json) view.Show(verdict);
        }

        var written = request.Page is null || WritePage(session, request.Page, verdicts);
        var exitCode = written ? ExitCodeOf(verdicts) : ExitCode.CannotDo;
        if (json) JudgeJson.Write(session.Screen.Out, request, verdicts, exitCode);
        else view.Total(verdicts);
        return exitCode;
    }

    /// <summary>A page that cannot be written costs the page, not the verdicts.</summary>
    private static bool WritePage(Session session, string page, IEnumerable<FileVerdict> verdicts)
    {
        try
        {
            var judged = verdicts.Where(verdict => verdict.Result is not null)
                .Select(verdict => new JudgedHistory(verdict.File, verdict.History!, verdict.Result!));
            File.WriteAllText(Path.Combine(session.Folder, page), HistoryPage.Render([.. judged]));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Screen.Complain($"The page could not be written. {e.Message}");
            return false;
        }
    }

    /// <summary>A file that was not judged comes first: whoever sees a 1 or a 0 may rely on all having been judged.</summary>
    private static int ExitCodeOf(List<FileVerdict> verdicts)
    {
        if (verdicts.Exists(verdict => verdict.Result is null)) return ExitCode.CannotDo;
        if (verdicts.Exists(verdict => verdict.Result!.Verdict == CheckVerdict.Violation)) return ExitCode.Violation;
        return verdicts.Exists(verdict => verdict.Result!.Verdict == CheckVerdict.Unknown)
            ? ExitCode.Undecided
            : ExitCode.Success;
    }

    private static SequentialModel ModelOf(string name) => ModelCatalogue.Find(name) ?? throw new RequestException(
        $"There is no model \"{name}\".{Offer(name, ModelCatalogue.Names)} Models: {string.Join(", ", ModelCatalogue.Names)}; " +
        "semaphore:3 is a semaphore of three permits.");

    private static HistoryFormat FormatOf(string name) => Formats.TryGetValue(name, out var format)
        ? format
        : throw new RequestException(
            $"There is no format \"{name}\".{Offer(name, Formats.Keys)} Formats: {string.Join(", ", Formats.Keys)}.");

    private static string Offer(string typed, IEnumerable<string> names) =>
        NearestNames.To(typed, names) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";
}
