using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Mutation;

/// <summary>Goes from a request to an outcome: grades, plants, tries, writes the page.</summary>
internal sealed class MutationWork(Session session, MutationRequest request, bool quiet)
{
    /// <summary>Two cores are the least that people have, and a mutant keeps one busy.</summary>
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>What a result depends on besides the subject's sources.</summary>
    private static readonly string[] TestFiles = ["Katas.Specs.dll", "Katas.Engine.dll", ContractsFile];

    private const string ContractsFile = "Katas.Contracts.dll";

    /// <summary>Runs.</summary>
    /// <returns>How the subject did without any fault, and the outcome if it passed.</returns>
    public async Task<(GradeReport Before, MutationOutcome? Outcome)> RunAsync(CancellationToken cancellation)
    {
        var (kata, subject) = (request.Kata, request.Subject);
        using var grader = session.NewGrader();
        var planner = new MutationPlanner(grader, Beside(ContractsFile));
        Say($"Grading {kata.Id} as it is");
        var before = await planner.GradeAsync(kata, subject, request.OwnTests, cancellation).ConfigureAwait(false);
        if (before.Verdict != Verdict.Passed) return (before, null);
        Say("Planting faults" + (request.WithStryker ? "; Stryker.NET takes half a minute for new sources" : ""));
        var plan = await planner.PlanAsync(kata, subject, request.WithStryker, cancellation).ConfigureAwait(false);
        plan = plan with { OwnTests = request.OwnTests };
        var progress = quiet || plan.Mutants.Count == 0 ? null : new MutationProgress(session.Screen, plan.Mutants.Count);
        var run = new MutationRun(session.NewGrader, Store(), Workers);
        var results = await run.RunAsync(plan, progress is null ? null : progress.Add, cancellation).ConfigureAwait(false);
        return (before, Outcome(plan, results));
    }

    private MutationStore Store()
    {
        string[] files = [.. TestFiles.Select(Beside), .. request.OwnTests is { } own ? [own] : Array.Empty<string>()];
        var store = MutationPlanner.StoreOf(request.Kata, request.Subject, request.OwnTests is not null, files);
        if (request.Fresh) store.Forget();
        return store;
    }

    private MutationOutcome Outcome(MutationPlan plan, IReadOnlyList<MutantResult> results)
    {
        var kata = plan.Kata;
        var explained = plan.Subject == SubjectName.Reference ? MutantBook.Read(MutationOutcome.BookOf(kata)) : MutantBook.None;
        var sources = SubjectSources.Of(kata, plan.Subject)
            .ToDictionary(source => SourceEdit.Relative(kata.Root, source.Path), source => source.Text);
        string? page = null;
        if (plan.StrykerPage is { } form && (request.OwnTests is null || IsOpen(kata)))
        {
            page = Path.Combine(MutationPlanner.FolderOf(kata, plan.Subject), "report.html");
            File.WriteAllText(page, MutationPage.Write(File.ReadAllText(form), plan, results, explained, sources));
        }

        return new(plan, new MutationReport(results), explained, MutationConfig.Read(kata.Root), sources)
        {
            Page = page, MayShowSource = request.OwnTests is null || IsOpen(kata),
        };
    }

    /// <summary>Who writes tests for a kata may not want to see its solution yet.</summary>
    private bool IsOpen(Kata kata) => session.ReadRecords().Of(kata.Id) is not { PassedAt: null, GaveUpAt: null };

    private void Say(string what)
    {
        if (!quiet) session.Screen.Status(what + session.Screen.Marks.Ellipsis);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
