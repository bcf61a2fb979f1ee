using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using static Katas.Harness.Tests.Mutation.Runs.ScriptedGrader;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>A run keeps what it knows, goes on where it was, and never counts by luck.</summary>
public sealed class MutationRunTests
{
    private static readonly Kata Welcome = Catalogue.Open(KataRoot.Current).Get("welcome");

    private string _folder = null!;

    private string File => Path.Combine(_folder, "kept", "results.jsonl");

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("runs ").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Results_come_in_the_order_of_the_plan_from_however_many_workers()
    {
        var plan = Plan(20);
        var grader = new ScriptedGrader(request => Report(
            request.Edit!.Start % 2 == 0 ? Verdict.Failed : Verdict.Passed, $"{request.Edit.Start}"));
        var results = await new MutationRun(() => grader, Store(), 4).RunAsync(plan);
        Assert.That(results.Select(result => result.Mutant), Is.EqualTo(plan.Mutants));
        Assert.That(
            results.Select(result => result.Fate == MutantFate.Killed),
            Is.EqualTo(Enumerable.Range(0, 20).Select(i => i % 2 == 0)));
    }

    [Test]
    public async Task A_run_that_was_stopped_goes_on_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        var first = new ScriptedGrader(request => Report(Verdict.Failed, $"{request.Edit!.Start}"));
        Assert.That(
            async () => await new MutationRun(() => first, Store(), 1).RunAsync(
                Plan(5), result => { if (first.Requests.Count == 2) stop.Cancel(); }, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        var second = new ScriptedGrader(request => Report(Verdict.Failed, $"{request.Edit!.Start}"));
        List<string> told = [];
        await new MutationRun(() => second, Store(), 1).RunAsync(Plan(5), result => told.Add(result.Mutant.Name));
        Assert.That(second.Requests.Select(request => request.Edit!.Start), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(told, Has.Count.EqualTo(5), "what is known is told too");
    }

    [Test]
    public async Task When_only_the_tests_changed_the_last_killer_is_asked_first()
    {
        await RunAsync(Store(), request => Report(Verdict.Failed, "c", request.Edit!.Start == 0 ? "Rare" : "Usual"), mutants: 3);
        var grader = await RunAsync(Store(tests: "new"), request => Report(Verdict.Failed, "c"), mutants: 3);
        Assert.That(grader.Requests.Select(request => request.First[0]), Is.EqualTo(new[] { "Rare", "Usual", "Usual" }));
    }

    [Test]
    public async Task When_the_sources_changed_everything_is_tried_again()
    {
        await RunAsync(Store(), _ => Report(Verdict.Failed, "c"), mutants: 2);
        var grader = await RunAsync(Store(sources: "new"), _ => Report(Verdict.Passed, "c"), mutants: 2);
        Assert.That(grader.Requests, Has.Count.EqualTo(2));
        Assert.That(grader.Requests[0].First, Is.Empty);
    }

    [Test]
    public async Task A_line_that_was_cut_off_is_as_good_as_none()
    {
        await RunAsync(Store(), _ => Report(Verdict.Failed, "c"), mutants: 2);
        var text = await System.IO.File.ReadAllTextAsync(File);
        await System.IO.File.WriteAllTextAsync(File, text[..^20]);
        var grader = await RunAsync(Store(), _ => Report(Verdict.Failed, "c"), mutants: 2);
        Assert.That(grader.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(Breakage.Hung, MutantFate.TimedOut)]
    [TestCase(Breakage.Busy, MutantFate.TimedOut)]
    [TestCase(Breakage.StackOverflow, MutantFate.Crashed)]
    [TestCase(Breakage.Ended, MutantFate.Crashed)]
    [TestCase(Breakage.Unusable, MutantFate.Crashed)]
    [TestCase(Breakage.OutOfMemory, MutantFate.OutOfMemory)]
    public async Task What_broke_is_no_kill(Breakage breakage, MutantFate fate)
    {
        var grader = new ScriptedGrader(_ => Report(Verdict.Broken, "c", breakage: breakage));
        var result = (await new MutationRun(() => grader, Store(), 1).RunAsync(Plan(1))).Single();
        Assert.That((result.Fate, result.By, result.Text), Is.EqualTo((fate, "T", "why")));
    }

    [Test]
    public async Task A_budget_that_ended_is_no_kill() => Assert.That(
        (await new MutationRun(() => new ScriptedGrader(_ => Report(Verdict.Inconclusive, "c")), Store(), 1).RunAsync(Plan(1)))
            .Single().Fate,
        Is.EqualTo(MutantFate.Undecided));

    [Test]
    public void A_harness_that_fails_stops_the_run_and_is_no_fate()
    {
        var failed = Report(Verdict.Broken, "c") with { Fault = Fault.Harness, Explanation = "no disk" };
        Assert.That(
            async () => await new MutationRun(() => new ScriptedGrader(_ => failed), Store(), 2).RunAsync(Plan(9)),
            Throws.InstanceOf<MutationFailedException>().With.Message.EqualTo("no disk"));
        Assert.That(System.IO.File.Exists(File), Is.False, "nothing is kept of it");
    }

    [Test]
    public async Task Two_that_are_the_same_program_count_once()
    {
        var grader = new ScriptedGrader(request => Report(Verdict.Passed, request.Edit!.Start == 2 ? "other" : "same"));
        var report = new MutationReport(await new MutationRun(() => grader, Store(), 2).RunAsync(Plan(3)));
        Assert.That(report.Results.Select(result => result.SameAs), Is.EqualTo(new[] { null, "by-hand-0", null }));
        Assert.That(report.Tried(MutantOrigin.Concurrency), Has.Count.EqualTo(2));
    }

    private async Task<ScriptedGrader> RunAsync(MutationStore store, Func<GradeRequest, GradeReport> answer, int mutants)
    {
        var grader = new ScriptedGrader(answer);
        await new MutationRun(() => grader, store, 1).RunAsync(Plan(mutants));
        return grader;
    }

    private MutationStore Store(string sources = "s", string tests = "t") => new(File, sources, tests);

    private static MutationPlan Plan(int count) => new(
        Welcome, SubjectName.Reference, "original",
        [
            .. Enumerable.Range(0, count).Select(number => new Mutant(
                $"by-hand-{number}", "by-hand", MutantOrigin.Concurrency, 1, "a", new SourceEdit("a.cs", number, 1, "b"))),
        ]);
}
