using Katas.Engine.Reporting;
using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Simulation;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>The page under a failing run says what the text says, and needs nothing from outside.</summary>
public sealed class SpaceTimePageTests
{
    [Test]
    public Task A_lease_holder_that_pauses()
    {
        var page = Render(LeaseCluster.AHolderPauses());
        var (from, to) = (page.IndexOf("<main>", StringComparison.Ordinal), page.IndexOf("</main>", StringComparison.Ordinal));
        return Verify(page[from..to]);
    }

    [Test]
    public void It_loads_nothing_and_runs_nothing() =>
        Assert.That(Render(ReplicaCluster.AMessageIsLate()), Does.Not.Contain("<script").And.Not.Contain("http://")
            .And.Not.Contain("https://").And.Not.Contain("src="));

    [Test]
    public void What_code_says_is_text()
    {
        var story = new TraceStory("<a>", "b");
        story.Deliver(story.Send("<a>", "b", "<script>alert(1)</script>"));
        story.Observe("b", "took", "<b>");
        Assert.That(Render(story.Broken("<i>")), Does.Not.Contain("<script").And.Not.Contain("<b>").And.Not.Contain("<i>")
            .And.Not.Contain("<a>"));
    }

    [Test]
    public void Faults_without_which_the_run_passes_are_marked()
    {
        var run = ReplicaCluster.AMessageIsDropped();
        var page = Render(run);
        Assert.That(page, Does.Contain("dropped, needed"));
        Assert.That(page, Does.Contain("<code>drop n1-&gt;n3 #2</code> " +
            "<span class=\"why\">needed: without it the run passes</span>"));
    }

    [Test]
    public void What_the_clients_saw_is_on_it_where_their_answers_do_not_fit() =>
        Assert.That(Render(ReplicaCluster.AMessageIsDropped()), Does.Contain("✗ no legal point"));

    private static string Render(SimulatedRun run) => SpaceTimePage.Render(
        new FailureParts(
            "At_most_one_writer", run.Failure!.Property, run.Failure.Evidence, "Found with seed 1 of 100.",
            "./kata test lock --test At_most_one_writer --seed 1", null, "fencing tokens"),
        new SimulationResult(run.Failure.Finding, 1, run.Events) { Found = run, Shrunk = run, Needed = run.Happened });
}
