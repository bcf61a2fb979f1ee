using Katas.Engine.Interleaving;
using Katas.Engine.Reporting;
using Katas.Engine.Reporting.Interleavings;

namespace Katas.Harness.Tests.Reporting;

/// <summary>The page under a failure says what the text says, and needs nothing from outside.</summary>
public sealed class SchedulePageTests
{
    [Test]
    public void Every_step_is_on_it()
    {
        var page = Render(Schedules.LostUpdate);
        Assert.Multiple(() =>
        {
            foreach (var step in Schedules.LostUpdate.Trace)
                Assert.That(page, Does.Contain(step.Text.Replace(">", "&gt;").Replace("<", "&lt;")));
            Assert.That(page, Does.Contain("<td class=\"gave switch\">switch</td>"));
            Assert.That(page, Does.Contain("<strong>&lt;- overwrites T2</strong>"));
            Assert.That(page, Does.Contain("./kata replay welcome/No_money_is_lost:Sab2a-k3f-9q0x7"));
        });
    }

    [Test]
    public void It_loads_nothing_and_runs_nothing()
    {
        var page = Render(Schedules.ManyColumns);
        Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("http://").And.Not.Contain("https://")
            .And.Not.Contain("src="));
    }

    [Test]
    public void What_code_says_is_text()
    {
        var step = Schedules.Step(0, "write _text <- \"<script>alert(1)</script>\"", 1, "<b>");
        Assert.That(Render(Schedules.LostUpdate with { Trace = [step] }), Does.Not.Contain("<script").And.Not.Contain("<b>"));
    }

    [Test]
    public void A_solutions_page_is_kept_until_its_test_runs_again()
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        var file = FailurePageFile.Write(graded, ExplorationText.Failed(Schedules.LostUpdate, clone.Welcome));
        Assert.That(file, Is.EqualTo(Path.Combine(clone.Root, ".kata", "failures", "welcome", "No_money_is_lost.html")));
        Assert.That(File.Exists(file));
        FailurePageFile.Remove(graded);
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public void A_mistake_leaves_no_page()
    {
        using var clone = new TempClone();
        var failed = ExplorationText.Failed(Schedules.LostUpdate, clone.Welcome);
        Assert.That(FailurePageFile.Write(new GradedStub(clone, "mistake:no-lock"), failed), Is.Null);
    }

    private static string Render(ExplorationResult result)
    {
        using var clone = new TempClone();
        var failed = ExplorationText.Failed(result, clone.Welcome);
        return SchedulePage.Render(
            new FailureParts(
                "No_money_is_lost", failed.Property, failed.Evidence, failed.Found!,
                $"./kata replay welcome/No_money_is_lost:S{Schedules.Replay}", null, "atomic read-modify-write"),
            result);
    }
}
