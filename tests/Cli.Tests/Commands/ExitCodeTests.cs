using Katas.Cli.Tests.Support;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Commands;

/// <summary>The exit code is the verdict.</summary>
public sealed class ExitCodeTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [TestCase(Verdict.Passed, 0)]
    [TestCase(Verdict.Failed, 1)]
    [TestCase(Verdict.Broken, 1)]
    [TestCase(Verdict.ToDo, 2)]
    [TestCase(Verdict.Inconclusive, 2)]
    [TestCase(Verdict.DoesNotCompile, 3)]
    public void The_exit_code_is_the_verdict(Verdict verdict, int exit)
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(verdict, Test("Counts", 1, verdict, "Counts: why"));
        Assert.Multiple(() =>
        {
            Assert.That(cli.Run("test", "welcome").Exit, Is.EqualTo(exit));
            Assert.That(cli.Run("test", "welcome", "--json").Exit, Is.EqualTo(exit));
        });
    }

    [TestCase(Fault.Request)]
    [TestCase(Fault.Harness)]
    public void What_is_not_about_the_solution_is_4(Fault fault)
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(Verdict.Broken) with { Explanation = "The host died.", Fault = fault };
        var ran = cli.Run("test", "welcome");
        Assert.That((ran.Exit, ran.Error), Is.EqualTo((4, "kata: The host died.\n")));
    }

    [TestCase("tset", "There is no command \"tset\". Did you mean")]
    [TestCase("test welcom", "There is no kata \"welcom\". Did you mean welcome?")]
    [TestCase("test --stge 1", "There is no option \"--stge\" after \"test\". Did you mean --stage?")]
    [TestCase("test welcome --stage x", "--stage is a whole number, and \"x\" is not.")]
    [TestCase("test welcome --subject me", "\"me\" names no subject.")]
    [TestCase("list all", "\"all\" is one word too many after \"list\".")]
    [TestCase("replay x", "\"x\" names no schedule and no run. One looks like welcome/No_increment_is_lost:S")]
    [TestCase("survive welcom", "There is no kata \"welcom\". Did you mean welcome?")]
    [TestCase("survive welcome", "No test of welcome simulates a cluster")]
    [TestCase("replay welcom/No_increment_is_lost:Sab-f91-25y9h", "There is no kata \"welcom\". Did you mean welcome?")]
    [TestCase("replay welcome@me/No_increment_is_lost:Sab-f91-25y9h", "\"me\" names no subject.")]
    [TestCase("hint welcome 9", "welcome has no hint 9.")]
    public void A_wrong_request_is_4_and_says_what_to_type(string typed, string said)
    {
        var ran = new Support.Cli(_clone).Run(typed.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(4));
            Assert.That(ran.Error, Does.StartWith("kata: " + said));
            Assert.That(ran.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        });
    }

    [Test]
    public void A_replay_asks_for_one_schedule_and_is_no_pass_of_the_kata()
    {
        const string Schedule = "welcome@mistake:no-lock/Counts.2:Sab-f91-25y9h";
        var cli = new Support.Cli(_clone);
        var ran = cli.Run("replay", Schedule);
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.Zero, ran.Error);
            Assert.That(cli.Grading.Requests[0].Replay, Is.EqualTo(Schedule));
            Assert.That(cli.Grading.Requests[0].Subject, Is.EqualTo("mistake:no-lock"));
            Assert.That(Katas.Cli.Records.Recorder.IsWhole(cli.Grading.Requests[0] with { Subject = "solution" }), Is.False);
        });
    }

    [Test]
    public void Outside_of_a_clone_it_says_where_to_go()
    {
        var ran = new Support.Cli(_clone) { OutsideOfAClone = true }.Run("list");
        Assert.That((ran.Exit, ran.Error), Is.EqualTo((4, ran.Error)));
        Assert.That(ran.Error, Does.Contain("is not inside a clone of Katas").And.Contain("KATA_ROOT"));
    }
}
