using System.CommandLine;
using Katas.Cli.Mutation;
using Katas.Cli.Output;
using Katas.Cli.Reports;
using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Cli.Commands;

/// <summary><c>kata mutate</c>: plants small faults in a class, and sees which of them the tests notice.</summary>
internal static class MutateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var kata = KataArgument.Create(session);
        var subject = TestCommand.SubjectOption();
        subject.Description = "What to plant faults in: solution, reference or alternative:NAME.";
        var quick = new Option<bool>("--no-stryker") { Description = "Plants only our own faults, those of concurrency." };
        var mine = new Option<bool>("--my-tests") { Description = "Asks your own tests, about the kata's reference." };
        var fresh = new Option<bool>("--fresh") { Description = "Tries every mutant again, also those whose result is known." };
        var docs = new Option<bool>("--docs") { Description = "Writes the reference's row into docs/mutation.md." };
        var check = new Option<bool>("--check") { Description = "Fails if the reference's row in docs/mutation.md is another." };
        var all = new Option<bool>("--all") { Description = "Shows every mutant, also those that were killed." };
        var json = new Option<bool>(TestCommand.JsonOption) { Description = "Prints one JSON document." };
        var command = new Command("mutate", "Plants faults in your class, and shows which of them no test notices.")
        {
            kata, subject, mine, quick, fresh, docs, check, all, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var found = session.Choose(parsed.GetValue(kata));
            var options = (parsed.GetValue(json), parsed.GetValue(all));
            var request = new MutationRequest(found, SubjectName.Parse(parsed.GetValue(subject)!))
            {
                WithStryker = !parsed.GetValue(quick), Fresh = parsed.GetValue(fresh),
                Table = parsed.GetValue(docs) ? TableUse.Write : parsed.GetValue(check) ? TableUse.Check : TableUse.None,
            };
            if (request.Table != TableUse.None && (request.Subject != SubjectName.Reference || !request.WithStryker))
                throw new RequestException(
                    "docs/mutation.md is about whole references: add --subject reference, and no --no-stryker.");
            if (!parsed.GetValue(mine)) return RunAsync(session, request, options, cancellation);
            if (request.Subject != SubjectName.Solution) throw new RequestException(
                "--my-tests is about the reference, its alternatives and its mistakes; leave --subject out.");
            request = request with { Subject = SubjectName.Reference, OwnTests = found.OwnTestsFile };
            return OwnTestsCommand.RunAsync(session, request, options, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, MutationRequest request, (bool Json, bool All) options, CancellationToken cancellation)
    {
        var work = new MutationWork(session, request, quiet: options.Json);
        var (before, outcome) = await work.RunAsync(cancellation).ConfigureAwait(false);
        if (outcome is null) return Refuse(session, request, before, options.Json);
        if (request.Table == TableUse.Write) MutationTable.Write(session.Root, outcome);
        var isStale = request.Table == TableUse.Check
            && MutationTable.Standing(session.Root, request.Kata.Id) != MutationTable.Row(outcome);
        var exit = outcome.Report.Results.Count == 0 ? ExitCode.Undecided
            : outcome.IsGood && !isStale ? ExitCode.Success : ExitCode.Violation;
        if (options.Json)
        {
            MutationJson.Write(session, outcome, exit);
            return exit;
        }

        new MutationView(session, outcome, options.All).Print();
        session.Screen.Line();
        if (isStale)
            session.Screen.Line(
                "docs/mutation.md says otherwise. Write it anew: "
                + Session.Command($"mutate {request.Kata.Id} --subject reference --docs"));
        session.Screen.Line(Verdict(outcome));
        return exit;
    }

    /// <summary>What fails before any fault is planted says nothing about faults.</summary>
    internal static int Refuse(Session session, MutationRequest request, GradeReport before, bool isJson)
    {
        if (before.Fault is Fault.Request or Fault.Harness) throw new RequestException(before.Explanation);
        if (isJson)
        {
            ReportJson.Write(session.Screen.Out, session.Root, new GradeRequest(before.Kata, before.Subject), before);
            return before.ExitCode;
        }

        var view = new ReportView(session, request.Kata, all: false);
        view.Heading(before.Subject);
        view.Body(before);
        var own = before.Subject == SubjectName.Solution.ToString() ? "" : $" --subject {before.Subject}";
        session.Screen.Line(
            (VerdictLine.Word(before.Verdict), Marks.InkOf(before.Verdict)),
            $" before any fault was planted, so nothing was mutated. First: {Session.Command($"test {before.Kata}{own}")}");
        return before.ExitCode;
    }

    private static Inked[] Verdict(MutationOutcome outcome)
    {
        if (outcome.Report.Results.Count == 0)
            return [("NO MUTANTS", Ink.Warning), " There is no place where a fault could be planted: nothing was tried."];
        var left = outcome.Unexplained.Count;
        var isExplained = outcome.Report.Results.Any(result => result.Fate != MutantFate.Killed && outcome.IsExplained(result));
        var all = isExplained ? " Every fault was noticed, but for those explained as none." : " Every fault was noticed.";
        var text = left == 0 ? all : $" {left} {(left == 1 ? "fault was" : "faults were")} not noticed.";
        return outcome.IsGood
            ? [("GOOD", Ink.Good), text]
            : [("NOT GOOD ENOUGH", Ink.Bad), text];
    }
}
