using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Specs;
using Katas.Harness.Tests;
using Katas.Harness.Tests.Reporting;
using Katas.Simulation.Tests.Shrinking;

namespace Katas.Simulation.Tests.Survival;

/// <summary>Which kinds of fault a cluster survives, each alone.</summary>
public sealed class SurvivalMatrixTests
{
    [Test]
    public Task A_stale_holder_fails_a_pause_and_survives_the_rest() =>
        Verify(SurvivalText.Of(SurvivalMatrix.Of(StaleHolder.Scenario())));

    [Test]
    public Task What_takes_two_faults_survives_most_kinds_alone() =>
        Verify(SurvivalText.Of(SurvivalMatrix.Of(EarlyAck.Scenario())));

    [Test]
    public void A_cell_that_fails_hides_no_other()
    {
        var scenario = StaleHolder.Scenario()
            .Always("nobody writes", view => view.All("accepted").Count == 0 ? null : "Somebody wrote.")
            .Always("nobody writes twice", view => view.All("accepted").Count < 2 ? null : "Somebody wrote twice.");
        var matrix = SurvivalMatrix.Of(scenario, new SimulationOptions { Seeds = 5 });
        Assert.That(matrix.Rows.Select(row => row.Broken.Count(each => each.Seed == 1)), Is.All.GreaterThanOrEqualTo(2));
        var paused = matrix.Rows.Single(row => row.Name == "pause");
        Assert.That(paused.Broken.Select(each => each.Property), Does.Contain("a stale holder never writes"));
        Assert.That(matrix.Rows[0].Broken.Select(each => each.Property), Does.Not.Contain("a stale holder never writes"));
    }

    [Test]
    public void A_row_has_its_own_kind_in_every_seed_and_no_other()
    {
        var scenario = StaleHolder.Scenario();
        foreach (var kind in scenario.Plan.Classes)
        {
            var plan = new RunPlan(3) { Without = scenario.Plan.Classes.Except([kind]).ToHashSet(), AllAtOnce = true };
            var happened = Simulator.Run(scenario, plan).Happened.Select(fault => fault.Class).Distinct();
            Assert.That(happened, Is.EqualTo(new[] { kind }));
        }
    }

    [Test]
    public void A_program_that_throws_counts_for_nothing_else()
    {
        var scenario = new Scenario().Node("n1", _ => new Throws())
            .Faults(plan => plan
                .At(TimeSpan.FromMilliseconds(500)).Crash(TimeSpan.FromMilliseconds(5)).ThenHeal(TimeSpan.FromSeconds(1)))
            .Always("all is well", _ => null).For(TimeSpan.FromSeconds(2));
        var matrix = SurvivalMatrix.Of(scenario, new SimulationOptions { Seeds = 5 });
        Assert.That(
            matrix.Rows.Select(row => (row.Name, row.Runs, row.Broken.Count)),
            Is.EqualTo(new[] { ("none", 5, 0), ("crash", 0, 1) }));
        Assert.That(SurvivalText.Of(matrix), Does.Contain("fails crash").And.Contain("0 of 5"));
        Assert.That(matrix.Survives, Is.False);
    }

    [Test]
    public void A_test_that_is_asked_for_it_gives_it_instead_of_a_verdict()
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        Environment.SetEnvironmentVariable(SurvivalMatrix.Variable, "1");
        try
        {
            new SimulationVerdict(graded, 1).Judge(StaleHolder.Scenario(), 3);
            Assert.That(SurvivalText.Of(graded.Survival)!.Survives, Is.False);
        }
        finally
        {
            Environment.SetEnvironmentVariable(SurvivalMatrix.Variable, null);
        }
    }

    private sealed class Throws : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var isSecond = await node.Storage.ReadAsync("began") is not null;
            await node.Storage.ReplaceAsync("began", new byte[1]);
            if (isSecond) throw new InvalidOperationException("It was here before.");
            await Task.Delay(Timeout.InfiniteTimeSpan, node.Time, node.Stopping);
        }
    }
}
