using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;

namespace Katas.Simulation.Tests.Shrinking;

/// <summary>A failing run comes down to the few faults and operations that it takes.</summary>
public sealed class ShrinkingTests
{
    [Test]
    public void A_write_that_is_acknowledged_early_takes_two_faults_and_two_operations()
    {
        var result = Simulator.Check(EarlyAck.Scenario());
        TestContext.Out.WriteLine(Describe(result));
        var (found, shrunk) = (result.Found!, result.Shrunk!);
        Assert.Multiple(() =>
        {
            Assert.That(result.Finding, Is.EqualTo(SimulationFinding.NotLinearizable));
            Assert.That(shrunk.Failure!.IsLike(found.Failure), Is.True);
            Assert.That(found.Happened, Has.Count.GreaterThan(10));
            Assert.That(shrunk.Happened, Has.Count.EqualTo(2));
            Assert.That(shrunk.Operations, Has.Count.EqualTo(2));
            Assert.That(result.Needed, Is.EqualTo(shrunk.Happened));
            Assert.That(
                shrunk.Happened.Select(fault => fault.Class), Has.None.AnyOf(FaultClass.TornWrites, FaultClass.LostWrites));
        });
    }

    [Test]
    public void Whichever_seed_finds_it_little_is_left()
    {
        var (scenario, sizes, runs) = (EarlyAck.Scenario(), new List<int>(), 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var result = Simulator.Check(scenario, new SimulationOptions { Only = new RunPlan(seed) });
            if (result.Shrunk is not { } shrunk) continue;
            sizes.Add(shrunk.Happened.Count + shrunk.Operations.Count);
            runs += result.ShrinkingRuns;
            Assert.That(result.ShrinkingRuns, Is.LessThanOrEqualTo(400));
        }

        TestContext.Out.WriteLine($"faults and operations left: {string.Join(' ', sizes)}; {runs / sizes.Count} runs each");
        Assert.That(sizes, Has.Count.GreaterThan(5));
        Assert.That(sizes.Order().ElementAt(sizes.Count / 2), Is.LessThanOrEqualTo(5), "half of them");
    }

    [Test]
    public void A_stale_holder_takes_one_pause()
    {
        var result = Simulator.Check(StaleHolder.Scenario());
        TestContext.Out.WriteLine(Describe(result));
        Assert.That(result.Shrunk!.Failure!.Property, Is.EqualTo("a stale holder never writes"));
        Assert.That(result.Shrunk.Happened, Has.Count.EqualTo(1).And.All.InstanceOf<PauseFault>());
        Assert.That(result.Needed, Is.EqualTo(result.Shrunk.Happened));
    }

    [Test]
    public void What_is_left_fails_again_and_without_any_fault_it_passes()
    {
        foreach (var scenario in new[] { EarlyAck.Scenario(), StaleHolder.Scenario() })
        {
            var shrunk = Simulator.Check(scenario).Shrunk!;
            Assert.That(Simulator.Run(scenario, shrunk.Plan).Trace.Hash, Is.EqualTo(shrunk.Trace.Hash));
            Assert.That(Simulator.Run(scenario, shrunk.Plan with { Faults = [], End = null }).Failure, Is.Null);
        }
    }

    [Test]
    public void It_shrinks_alike_each_time()
    {
        var (first, second) = (Simulator.Check(EarlyAck.Scenario()), Simulator.Check(EarlyAck.Scenario()));
        Assert.That(second.Shrunk!.Trace.Hash, Is.EqualTo(first.Shrunk!.Trace.Hash));
        Assert.That(second.ShrinkingRuns, Is.EqualTo(first.ShrinkingRuns));
    }

    [Test]
    public void A_list_of_the_faults_that_happened_gives_the_very_run_of_the_seed()
    {
        foreach (var scenario in new[] { EarlyAck.Scenario(), EarlyAck.Scenario(isMended: true), StaleHolder.Scenario() })
        {
            for (var seed = 1; seed <= 20; seed++)
            {
                var drawn = Simulator.Run(scenario, new RunPlan(seed));
                var listed = Simulator.Run(scenario, new RunPlan(seed) { Faults = drawn.Happened });
                Assert.That(listed.Trace.Hash, Is.EqualTo(drawn.Trace.Hash), $"seed {seed}");
            }
        }
    }

    [Test]
    public void A_bug_that_needs_no_fault_is_left_without_one()
    {
        var scenario = StaleHolder.Scenario().Always("nobody writes", view =>
            view.All("accepted").Count == 0 ? null : "Somebody wrote.");
        var result = Simulator.Check(scenario);
        Assert.That((result.Shrunk!.Happened.Count, result.Needed.Count), Is.EqualTo((0, 0)));
        Assert.That(result.ShrinkingRuns, Is.LessThan(5));
    }

    [Test]
    public void The_budget_of_runs_is_kept()
    {
        foreach (var most in new[] { 0, 1, 2, 7 })
        {
            var result = Simulator.Check(EarlyAck.Scenario(), new SimulationOptions { MostShrinkingRuns = most });
            Assert.That(result.ShrinkingRuns, Is.EqualTo(most));
            Assert.That(result.Shrunk!.Failure!.IsLike(result.Found!.Failure), Is.True);
        }
    }

    [Test]
    public void The_same_promise_breaks_before_and_after()
    {
        // Two promises of the same finding: with fewer faults the other one breaks, and the run may not slip to it.
        var scenario = StaleHolder.Scenario().AtTheEnd("somebody crashes", view =>
            view.Nodes.Sum(node => node.Starts) > view.Nodes.Count ? null : "Nobody did.");
        var result = Simulator.Check(scenario);
        Assert.That(result.Found!.Failure!.Property, Is.EqualTo("a stale holder never writes"));
        Assert.That(result.Shrunk!.Failure!.Property, Is.EqualTo(result.Found.Failure.Property));
    }

    private static string Describe(SimulationResult result) =>
        $"{result.Found!.Happened.Count} -> {result.Shrunk!.Happened.Count} faults, " +
        $"{result.Found.Operations.Count} -> {result.Shrunk.Operations.Count} operations in {result.ShrinkingRuns} runs: " +
        $"{string.Join("; ", result.Shrunk.Happened)}";
}
