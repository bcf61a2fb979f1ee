using System.Text.Json;
using Katas.Cli.Tests.Support;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Commands;

/// <summary><c>kata survive</c> shows the matrix of each test that simulates, and no verdict.</summary>
public sealed class SurviveTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void Only_tests_that_simulate_are_shown(bool survives, int exit)
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(
            Verdict.Passed, Test("Counts", 1, Verdict.Passed),
            Test("One_leader", 2, Verdict.Passed) with
            {
                Survival = new SurvivalReport("survives drop\n 25 seeds each | A", survives),
            });
        var ran = cli.Run("survive", "welcome", "--subject", "reference", "--test", "One");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(exit));
            Assert.That(ran.Output, Does.Contain("\nOne_leader\n  survives drop\n   25 seeds each | A\n"));
            Assert.That(ran.Output, Does.Not.Contain("Counts").And.Not.Contain("PASSED"));
            Assert.That(cli.Grading.Requests[0], Is.EqualTo(
                new GradeRequest("welcome", "reference")
                {
                    Test = "One", Survival = true, GradeStarter = true, Skip = cli.Grading.Requests[0].Skip,
                    First = cli.Grading.Requests[0].First,
                }));
            Assert.That(File.Exists(_clone.ProgressFile), Is.False, "it enters nothing");
        });
    }

    [Test]
    public void A_document_has_the_matrix()
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(
            Verdict.Passed, Test("One_leader", 2, Verdict.Passed) with { Survival = new SurvivalReport("fails crash", false) });
        var document = JsonDocument.Parse(cli.Run("survive", "welcome", "--json").Output).RootElement;
        var test = document.GetProperty("tests")[0];
        Assert.That(
            (document.GetProperty("exitCode").GetInt32(), test.GetProperty("survival").GetString(),
                test.GetProperty("survives").GetBoolean()),
            Is.EqualTo((1, "fails crash", false)));
    }

    [TestCase(Verdict.ToDo, 2)]
    [TestCase(Verdict.DoesNotCompile, 3)]
    [TestCase(Verdict.Broken, 1)]
    public void Where_there_is_no_matrix_it_says_why(Verdict verdict, int exit)
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(verdict, Test("One_leader", 2, verdict, "One_leader: why"));
        var ran = cli.Run("survive", "welcome");
        Assert.That(ran.Exit, Is.EqualTo(exit));
        if (verdict != Verdict.DoesNotCompile) Assert.That(ran.Output, Does.Contain("One_leader: why"));
    }

    [Test]
    public void A_test_that_broke_is_told_beside_the_others_matrix()
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(
            Verdict.Broken, Test("Hangs", 1, Verdict.Broken, "Hangs: BROKEN"),
            Test("One_leader", 2, Verdict.Passed) with { Survival = new SurvivalReport("survives drop", true) });
        var ran = cli.Run("survive", "welcome");
        Assert.That(ran.Exit, Is.EqualTo(1));
        Assert.That(ran.Output, Does.Contain("survives drop").And.Contain("Hangs: BROKEN"));
    }
}
