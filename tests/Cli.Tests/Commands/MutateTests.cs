using System.Text.Json;
using Katas.Cli.Tests.Support;
using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Commands;

/// <summary><c>kata mutate</c> shows what no test noticed, and never calls a run good that tried nothing.</summary>
public sealed class MutateTests
{
    private const string File = "katas/Foundations/Welcome/Welcome.cs";
    private const string Original = "_count++";

    private TempClone _clone = null!;

    [SetUp]
    public void Clone()
    {
        _clone = new TempClone();
        _clone.Write(
            MutationConfig.FileName, """{ "stryker-config": { "thresholds": { "high": 95, "low": 90, "break": 90 } } }""");
    }

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void A_survivor_is_shown_with_its_diff_its_fault_and_when_it_is_none()
    {
        var ran = Run(2, request => Report(request.Edit!.Text.EndsWith('1') ? Verdict.Passed : Verdict.Failed, request));
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(1));
            Assert.That(ran.Output, Does.Contain("Survived, and no test failed: 1").And.Contain("drop-lock-000001"));
            Assert.That(ran.Output, Does.Contain("+     public void Increment() => _count += 1;"));
            Assert.That(ran.Output, Does.Contain("The fault: two threads are inside at once."));
            Assert.That(ran.Output, Does.Contain("50.0 %").And.Contain("     1  No_increment_is_lost"));
            Assert.That(ran.Output, Does.EndWith("NOT GOOD ENOUGH 1 fault was not noticed.\n"));
        });
    }

    [Test]
    public void All_that_die_are_good()
    {
        var ran = Run(2, request => Report(Verdict.Failed, request));
        Assert.That(ran.Exit, Is.Zero);
        Assert.That(ran.Output, Does.EndWith("GOOD Every fault was noticed.\n"));
    }

    [Test]
    public void A_hang_is_no_kill()
    {
        var ran = Run(1, request => Report(Verdict.Broken, request, Breakage.Hung));
        Assert.That(ran.Exit, Is.EqualTo(1));
        Assert.That(ran.Output, Does.Contain("Timed out, and no test failed: 1").And.Contain("0.0 %"));
    }

    [Test]
    public void Without_mutants_nothing_is_good()
    {
        var ran = Run(0, request => Report(Verdict.Failed, request));
        Assert.That(ran.Exit, Is.EqualTo(2));
        Assert.That(ran.Output, Does.Contain("NO MUTANTS There is no place where a fault could be planted"));
    }

    [TestCase(Verdict.Failed, 1, "FAILED before any fault was planted")]
    [TestCase(Verdict.ToDo, 2, "TO DO before any fault was planted")]
    [TestCase(Verdict.DoesNotCompile, 3, "DOES NOT COMPILE before any fault was planted")]
    public void What_fails_as_it_is_is_not_mutated(Verdict verdict, int exit, string says)
    {
        var ran = RunWith(
            2, request => request.Edit is null
                ? ReportOf(verdict, Test("Starts_at_zero", 1, verdict, "Starts_at_zero: why"))
                : throw new InvalidOperationException("nothing is to be tried"));
        Assert.That(ran.Exit, Is.EqualTo(exit));
        Assert.That(ran.Output, Does.Contain(says).And.Contain("test welcome"));
    }

    [Test]
    public void A_second_run_tries_nothing_again_unless_it_is_asked_to()
    {
        Run(2, request => Report(Verdict.Failed, request));
        var tried = 0;
        GradeReport Count(GradeRequest request)
        {
            Interlocked.Increment(ref tried);
            return Report(Verdict.Failed, request);
        }

        Run(2, Count);
        Assert.That(tried, Is.Zero);
        Run(2, Count, "--fresh");
        Assert.That(tried, Is.EqualTo(2));
    }

    [Test]
    public void A_document_has_every_mutant()
    {
        var document = JsonDocument.Parse(Run(2, request => Report(Verdict.Failed, request), "--json").Output).RootElement;
        Assert.That(document.GetProperty("mutants").EnumerateArray().Select(mutant => mutant.GetProperty("fate").GetString()),
            Is.EqualTo(new[] { "killed", "killed" }));
        Assert.That(document.GetProperty("scores")[0].GetProperty("score").GetString(), Is.EqualTo("100.0 %"));
    }

    [TestCase("--docs", "docs/mutation.md is about whole references")]
    [TestCase("--my-tests --subject reference", "leave --subject out")]
    public void Options_that_do_not_go_together_say_so(string options, string says)
    {
        var ran = RunWith(1, _ => throw new InvalidOperationException("nothing is to be graded"), options.Split(' '));
        Assert.That(ran.Exit, Is.EqualTo(4));
        Assert.That(ran.Error, Does.Contain(says));
    }

    [Test]
    public void Own_tests_that_are_not_there_are_named()
    {
        var ran = RunWith(1, _ => throw new InvalidOperationException("nothing is to be graded"), "--my-tests");
        Assert.That(ran.Exit, Is.EqualTo(4));
        Assert.That(ran.Error, Does.Contain("WelcomeOwnTests.cs is not there; your own tests of welcome belong into it"));
    }

    [TestCase(Verdict.Passed, 1, "NOT YET Take a mistake that was missed")]
    [TestCase(Verdict.Failed, 0, "GOOD Every mistake is caught")]
    public void Own_tests_are_told_what_they_miss_and_not_how_the_reference_looks(Verdict ofMistake, int exit, string says)
    {
        _clone.Write("tests/grading/Foundations/Own/WelcomeOwnTests.cs", "// read by the host");
        _clone.Write(
            "reference/Foundations/Welcome/MISTAKES.md", "# M\n\n## plain\n*Caught by* `T`.\n\nwhy\n\n```diff\n-a\n+b\n```\n");
        var ran = RunWith(
            1, request => request switch
            {
                { Edit: not null } => Report(Verdict.Passed, request),
                { Subject: "mistake:plain" } => ReportOf(ofMistake, Test("Mine", 1, ofMistake)),
                _ => ReportOf(Verdict.Passed, Test("Mine", 1, Verdict.Passed)),
            },
            "--my-tests");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(exit), ran.Error);
            Assert.That(ran.Output, Does.Contain(says).And.Contain("drop-lock-000001"));
            Assert.That(ran.Output, Does.Not.Contain(Original).And.Not.Contain("_count"), "welcome is not passed yet");
            Assert.That(ran.Output, Does.Contain($"catch {1 - exit} of 1 mistakes")
                .And.Contain("notice 0 of 1 faults of concurrency"));
        });
    }

    [Test]
    public void A_right_answer_that_own_tests_reject_is_named()
    {
        _clone.Write("tests/grading/Foundations/Own/WelcomeOwnTests.cs", "// read by the host");
        var ran = RunWith(1, _ => ReportOf(Verdict.Failed, Test("Mine", 1, Verdict.Failed, "Mine: too much")), "--my-tests");
        Assert.That(ran.Exit, Is.EqualTo(1));
        Assert.That(ran.Output, Does.Contain("Mine: too much").And.Contain("REJECTS A RIGHT ANSWER 1 of your 1 tests failed"));
    }

    private Ran Run(int mutants, Func<GradeRequest, GradeReport> answer, params string[] options) => RunWith(
        mutants,
        request => request.Edit is null ? ReportOf(Verdict.Passed, Test("Starts_at_zero", 1, Verdict.Passed)) : answer(request),
        options);

    private Ran RunWith(int mutants, Func<GradeRequest, GradeReport> answer, params string[] options)
    {
        var start = _clone.Solution.IndexOf(Original, StringComparison.Ordinal);
        var made = Enumerable.Range(1, mutants).Select(number => new Mutant(
            $"drop-lock-00000{number}", "drop-lock", MutantOrigin.Concurrency, 12, Original,
            new SourceEdit(File, start, Original.Length, $"_count += {number}"))).ToList();
        var cli = new Support.Cli(_clone) { NewGrader = () => new ScriptedGrader(made, answer) };
        return cli.Run(["mutate", "welcome", .. options.Contains("--docs") ? [] : NoStryker, .. options]);
    }

    private static string[] NoStryker => ["--no-stryker"];

    private static GradeReport Report(Verdict verdict, GradeRequest request, Breakage? breakage = null) =>
        ReportOf(verdict, Test("No_increment_is_lost", 2, verdict, "No_increment_is_lost: why") with { Breakage = breakage }) with
        {
            CodeSum = request.Edit!.Text,
        };
}
