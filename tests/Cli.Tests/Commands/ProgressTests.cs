using Katas.Cli.Tests.Support;
using Katas.Engine.Reporting;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Commands;

/// <summary>What counts as a pass, and what comes next.</summary>
public sealed class ProgressTests
{
    private TempClone _clone = null!;
    private Support.Cli _cli = null!;

    [SetUp]
    public void Clone()
    {
        _clone = new TempClone();
        _cli = new Support.Cli(_clone);
    }

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public async Task List_at_the_start() => await Verifier.Verify(_cli.Run("list").Output);

    [Test]
    public async Task List_on_the_way()
    {
        _cli.Run("test", "welcome");
        _cli.Time.Advance(TimeSpan.FromDays(2));
        _cli.Run("test", "adapter");
        _clone.Write("katas/Concurrency/Bulkhead/Bulkhead.cs", "// begun");
        await Verifier.Verify(_cli.Run("list").Output);
    }

    [Test]
    public async Task Next_is_one_review_and_one_new_kata()
    {
        _cli.Run("test", "welcome");
        _cli.Time.Advance(TimeSpan.FromDays(3));
        await Verifier.Verify(_cli.Run("next").Output);
    }

    [Test]
    public void When_all_is_passed_next_names_the_coming_review()
    {
        foreach (var kata in new[] { "welcome", "adapter", "bulkhead" }) _cli.Run("test", kata);
        Assert.That(_cli.Run("next").Output,
            Is.EqualTo("Every kata is passed. The next review, welcome, is due in 2 days.\n"));
    }

    [TestCase("--stage", "1")]
    [TestCase("--test", "Starts")]
    [TestCase("--seed", "1")]
    [TestCase("--subject", "reference")]
    public void A_part_or_another_subject_is_no_pass(string option, string value)
    {
        _cli.Run("test", "welcome", option, value);
        Assert.That(_cli.Run("list").Output, Does.Contain("0 of 3 passed"));
    }

    [Test]
    public void A_failure_is_no_pass()
    {
        _cli.Grading.Answer = ReportOf(Verdict.Failed, Test("Counts", 1, Verdict.Failed, "Counts: why"));
        _cli.Run("test", "welcome");
        Assert.That(_cli.Run("list").Output, Does.Contain("0 of 3 passed"));
    }

    [Test]
    public void The_solution_stays_closed_before_a_pass()
    {
        var ran = _cli.Run("solution", "welcome");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(2));
            Assert.That(ran.Output, Does.Contain("--give-up").And.Not.Contain("Interlocked"));
        });
    }

    [Test]
    public void The_solution_opens_after_a_pass()
    {
        _cli.Run("test", "welcome");
        Assert.That(_cli.Run("solution", "welcome").Output, Does.Contain("Interlocked.Increment(ref _count)"));
    }

    [Test]
    public void Giving_up_opens_the_solution_and_is_noted()
    {
        Assert.That(_cli.Run("solution", "welcome", "--give-up").Output, Does.Contain("Interlocked"));
        Assert.That(File.ReadAllText(_clone.ProgressFile), Does.Contain("gaveUpAt"));
    }
}
