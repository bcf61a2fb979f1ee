using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Specs;
using Katas.Harness.Tests;
using Katas.Harness.Tests.Reporting;
using Katas.Simulation.Tests.Shrinking;
using NUnit.Framework.Internal;

namespace Katas.Simulation.Tests.Verdicts;

/// <summary>What a person reads when a simulated cluster breaks a promise. The diagram has tests of its own.</summary>
public sealed class SimulationTextTests
{
    [Test]
    public Task A_promise_that_breaks() => VerifyFailure(StaleHolder.Scenario());

    [Test]
    public Task Answers_that_no_order_explains() => VerifyFailure(EarlyAck.Scenario());

    [Test]
    public Task A_bug_that_takes_no_fault() => VerifyFailure(
        StaleHolder.Scenario().Always("nobody writes", view => view.All("accepted").Count == 0 ? null : "Somebody wrote."));

    [Test]
    public Task What_never_happens() => VerifyFailure(Idle().Sometimes("a leader is elected", _ => false));

    [Test]
    public Task What_does_not_come_about() => VerifyFailure(Idle()
        .Faults(plan => plan.Messages(drop: 0.1).ThenHeal(TimeSpan.FromSeconds(1)))
        .EventuallyAfterHeal("a leader is elected", TimeSpan.FromSeconds(5), _ => false, _ => "Nobody leads."));

    [Test]
    public Task A_program_that_throws() => VerifyFailure(Idle().Node("odd", _ => new Odd()));

    [Test]
    public Task Everything_that_is_no_failure() => Verify(string.Join("\n\n",
        Passed(StaleHolder.Scenario(), seeds: 1),
        Passed(Idle(), seeds: 1),
        SimulationText.PassedAgain(new RunPlan(127), new SimulationResult(SimulationFinding.None, 1, 300)),
        SimulationText.CannotBeReplayed("./kata test welcome --test No_money_is_lost")));

    [Test]
    public void A_part_that_is_not_written_is_that_and_no_failure_of_the_cluster()
    {
        using var clone = new TempClone();
        var scenario = Idle().Node("n9", _ => throw new NotImplementedException());
        Assert.That(
            () => new SimulationVerdict(new GradedStub(clone), 1).Judge(scenario, 3), Throws.TypeOf<NotImplementedException>());
    }

    private static string Passed(Scenario scenario, int seeds)
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        new SimulationVerdict(graded, 1).Judge(scenario, seeds);
        return string.Join('\n', graded.Statistics);
    }

    private static async Task VerifyFailure(Scenario scenario)
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        try
        {
            new SimulationVerdict(graded, 2).Judge(scenario, 20);
        }
        catch (PropertyFailedException failed)
        {
            var text = FailureText.Property(graded, failed);
            var drawn = failed.Simulation?.Shrunk is { } run ? Engine.Reporting.Simulations.SpaceTimeText.Of(run) : "";
            if (drawn.Length > 0) text = text.Replace(drawn, "(the diagram)", StringComparison.Ordinal);
            await Verify(System.Text.RegularExpressions.Regex.Replace(text, @"\.cs:\d+", ".cs:(line)"));
            return;
        }

        throw new AssertionException("It passed.");
    }

    private static Scenario Idle() => new Scenario().Nodes(2, _ => new Quiet()).For(TimeSpan.FromSeconds(2));

    private sealed class Quiet : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), node.Time, node.Stopping);
                node.Network.Send(node.Peers[0], "hello");
            }
        }
    }

    private sealed class Odd : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), node.Time);
            throw new InvalidOperationException("Nothing to wait for.");
        }
    }
}
