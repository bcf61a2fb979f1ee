using Katas.Cli.Tests.Support;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Reports;

/// <summary>What a person reads, verdict by verdict.</summary>
public sealed class VerdictTextTests
{
    private const string Lost = """
        No_increment_is_lost: no increment is lost
        Value should be 2, and is 1.
         # | T1 Increment()         | T2 Increment()         | shared
         1 |                        | read  _count -> 0  :10 | 0
         2 | read  _count -> 0  :10 |   ** switch **         | 0
         3 | write _count <- 1  :10 |                        | 1
         4 |                        | write _count <- 1  :10 | 1  <- overwrites T1
        Replay: ./kata test welcome --test No_increment_is_lost
        Concept: atomic read-modify-write. Next: ./kata hint welcome
        """;

    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public async Task Passed() => await Verifier.Verify(Text(ReportOf(
        Verdict.Passed,
        Test("Starts_at_zero", 1, Verdict.Passed),
        Test("Counts", 1, Verdict.Passed, statistics: "40 seeds."),
        Test("No_increment_is_lost", 2, Verdict.Passed, statistics: "7 schedules: every one."))));

    [Test]
    public async Task Passed_in_part() => await Verifier.Verify(Text(
        ReportOf(Verdict.Passed, Test("Starts_at_zero", 1, Verdict.Passed)), "--stage", "1"));

    [Test]
    public async Task Failed() => await Verifier.Verify(Text(Failures()));

    [Test]
    public async Task Failed_with_everything_shown() => await Verifier.Verify(Text(Failures(), "--all"));

    [Test]
    public async Task Failed_where_only_ASCII_can_be_shown()
    {
        var cli = new Support.Cli(_clone) { HasUnicode = false };
        cli.Grading.Answer = ReportOf(
            Verdict.Failed,
            Test("Starts_at_zero", 1, Verdict.Passed),
            Test("Counts", 1, Verdict.Failed, "Counts: three came in"));
        await Verifier.Verify(cli.Run("test", "welcome").Output);
    }

    [Test]
    public async Task Broken() => await Verifier.Verify(Text(ReportOf(
        Verdict.Broken,
        Test("Starts_at_zero", 1, Verdict.Failed, "Starts_at_zero: nobody has come in yet"),
        Test("Counts", 1, Verdict.Broken, "Counts: BROKEN, it could not be graded\nIt hung in Increment()."))));

    [Test]
    public async Task Broken_without_a_test() => await Verifier.Verify(Text(
        ReportOf(Verdict.Broken) with { Explanation = "Welcome.cs is gone.", Fault = Fault.Subject }));

    [Test]
    public async Task Broken_outside_of_the_tests() => await Verifier.Verify(Text(
        ReportOf(Verdict.Broken, Test("Starts_at_zero", 1, Verdict.Passed)) with
        {
            Explanation = "A thread that it started threw InvalidOperationException: late.",
        }));

    [Test]
    public async Task To_do() => await Verifier.Verify(Text(ReportOf(
        Verdict.ToDo,
        Test("Starts_at_zero", 1, Verdict.ToDo, "To do: it is still the starter."),
        Test("Counts", 1, Verdict.ToDo, "To do: it is still the starter."))));

    [Test]
    public async Task Inconclusive() => await Verifier.Verify(Text(ReportOf(
        Verdict.Inconclusive,
        Test("Starts_at_zero", 1, Verdict.Passed),
        Test("Busy", 2, Verdict.Inconclusive, "Inconclusive after 10000 schedules: the budget ended."))));

    [Test]
    public async Task Does_not_compile() => await Verifier.Verify(Text(
        ReportOf(Verdict.DoesNotCompile) with
        {
            Diagnostics = [Found("CS0103", "error", 10), Found("CS1002", "error", 12)],
        }));

    [Test]
    public async Task Warnings_and_what_it_printed() => await Verifier.Verify(Text(
        ReportOf(Verdict.Passed, Test("Starts_at_zero", 1, Verdict.Passed)) with
        {
            Diagnostics = [Found("CS0168", "warning", 3)],
            Analysis =
            [
                Found("KATA0103", "info", 4), Found("KATA0101", "warning", 5), Found("KATA0102", "warning", 6),
                Found("KATA0104", "info", 7),
            ],
            Printed = string.Join('\n', Enumerable.Range(1, 23).Select(i => $"line {i}")),
        }));

    [Test]
    public void All_findings_are_shown_on_demand_the_most_severe_first()
    {
        var report = ReportOf(Verdict.Passed, Test("Starts_at_zero", 1, Verdict.Passed)) with
        {
            Analysis =
            [
                Found("KATA0605", "info", 1), Found("KATA0101", "warning", 2), Found("KATA0201", "error", 3),
                Found("KATA0102", "warning", 4), Found("KATA0604", "warning", 5),
            ],
        };
        var all = Text(report, "--all").Split('\n').Where(line => line.Contains("KATA", StringComparison.Ordinal));
        Assert.That(
            all.Select(line => line[line.IndexOf("KATA", StringComparison.Ordinal)..][..8]),
            Is.EqualTo(new[] { "KATA0201", "KATA0101", "KATA0102", "KATA0604", "KATA0605" }));
        Assert.That(Text(report), Does.Contain("KATA0102").And.Not.Contain("KATA0604").And.Contain("2 more, --all shows them"));
    }

    private static GradeReport Failures() => ReportOf(
        Verdict.Failed,
        Test("Starts_at_zero", 1, Verdict.Passed),
        Test("No_increment_is_lost", 2, Verdict.Failed, Lost),
        Test("Busy_door", 2, Verdict.Failed, "Busy_door: no increment is lost\nValue should be [red]3[/], and is 1."),
        Test("Reader", 2, Verdict.ToDo, "To do"));

    private Finding Found(string id, string severity, int line) =>
        new(id, severity, _clone.SolutionFile, line, 5, "A message.");

    private string Text(GradeReport report, params string[] options)
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = report;
        return cli.Run(["test", "welcome", .. options]).Output;
    }
}
