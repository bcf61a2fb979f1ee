using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Specs;
using Katas.Simulation;

namespace Katas.Harness.Tests.Reporting;

/// <summary>A failing run of a cluster gets its page where a failing schedule gets one.</summary>
public sealed class SimulationPageFileTests
{
    [Test]
    public void A_failing_run_is_kept_until_its_test_runs_again()
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        var result = Simulator.Check(
            new Scenario().Nodes(1, _ => new Liar()).Always("nobody lies", view => view.Latest is null ? null : "n1 lied."));
        var failed = new PropertyFailedException(result.Failure!.Property, result.Failure.Evidence) { Simulation = result };
        var file = FailurePageFile.Write(graded, failed);
        Assert.That(file, Is.EqualTo(Path.Combine(clone.Root, ".kata", "failures", "welcome", "No_money_is_lost.html")));
        Assert.That(File.ReadAllText(file!), Does.Contain("lie = 1  ✗ violation").And.Contain("None: it goes wrong by itself."));
        FailurePageFile.Remove(graded);
        Assert.That(File.Exists(file), Is.False);
    }

    private sealed class Liar : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("lie", 1);
            return Task.CompletedTask;
        }
    }
}
