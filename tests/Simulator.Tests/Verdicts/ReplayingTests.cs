using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Specs;
using Katas.Harness.Tests;
using Katas.Harness.Tests.Reporting;
using Katas.Simulation.Tests.Shrinking;
using NUnit.Framework.Internal;

namespace Katas.Simulation.Tests.Verdicts;

/// <summary>A person names one run; the simulation that it is of makes that one, and the others search as ever.</summary>
public sealed class ReplayingTests
{
    private TempClone _clone = null!;
    private GradedStub _graded = null!;

    [SetUp]
    public void Begin()
    {
        _clone = new TempClone();
        _graded = new GradedStub(_clone);
    }

    [TearDown]
    public void End()
    {
        Environment.SetEnvironmentVariable(ReplayName.Variable, null);
        Environment.SetEnvironmentVariable(SpecSeed.Variable, null);
        _clone.Dispose();
    }

    [Test]
    public void The_named_simulation_makes_one_run_that_fails_as_before()
    {
        var found = Failure(EarlyAck.Scenario(), number: 2);
        Assert.That(FailureText.Property(_graded, found), Does.Contain("/No_money_is_lost.2:D"));
        Ask(found);
        var again = Failure(EarlyAck.Scenario(), number: 2);
        Assert.Multiple(() =>
        {
            Assert.That((again.Simulation!.Runs, again.Simulation.ShrinkingRuns), Is.EqualTo((1, 0)));
            Assert.That(again.Simulation.Shrunk!.Trace.Hash, Is.EqualTo(found.Simulation!.Shrunk!.Trace.Hash));
            Assert.That((again.Property, again.Evidence, again.Table), Is.EqualTo((found.Property, found.Evidence, found.Table)));
            Assert.That(again.Replay, Is.EqualTo(found.Replay));
            Assert.That(again.Found, Does.StartWith("The run that was asked for: seed "));
        });
    }

    [Test]
    public void The_tests_other_simulations_search_as_ever()
    {
        Ask(Failure(EarlyAck.Scenario(), number: 2));
        Assert.That(Failure(EarlyAck.Scenario(), number: 1).Simulation!.ShrinkingRuns, Is.GreaterThan(1));
    }

    [Test]
    public void A_cluster_that_was_mended_no_longer_fails()
    {
        Ask(Failure(EarlyAck.Scenario()));
        Judge(EarlyAck.Scenario(isMended: true));
        Assert.That(_graded.Statistics, Has.Count.EqualTo(1).And.Some.Contains("no longer fails"));
    }

    [Test]
    public void A_test_that_was_changed_is_told_from_a_cluster_that_was()
    {
        Ask(Failure(EarlyAck.Scenario()));
        Assert.That(() => Judge(EarlyAck.Scenario().For(TimeSpan.FromSeconds(7))), Throws.TypeOf<InconclusiveException>()
            .With.Message.StartsWith("This run does not fit any more"));
    }

    [Test]
    public void What_was_not_pasted_whole_is_inconclusive_and_said()
    {
        Ask(Failure(EarlyAck.Scenario()));
        Environment.SetEnvironmentVariable(
            ReplayName.Variable, Environment.GetEnvironmentVariable(ReplayName.Variable)![..^1]);
        Assert.That(() => Judge(EarlyAck.Scenario()), Throws.TypeOf<InconclusiveException>()
            .With.Message.Contains("Paste the whole string."));
    }

    [Test]
    public void A_seed_that_a_person_names_is_the_only_one_and_is_shrunk()
    {
        var found = Failure(EarlyAck.Scenario()).Simulation!;
        Environment.SetEnvironmentVariable(SpecSeed.Variable, SpecSeed.Show(found.Found!.Plan.Seed));
        var again = Failure(EarlyAck.Scenario()).Simulation!;
        Assert.That(again.Runs, Is.EqualTo(1));
        Assert.That(again.Shrunk!.Trace.Hash, Is.EqualTo(found.Shrunk!.Trace.Hash));
    }

    private void Ask(PropertyFailedException found) => Environment.SetEnvironmentVariable(
        ReplayName.Variable, FailureText.Schedule(_graded, found)!.ToString());

    private PropertyFailedException Failure(Scenario scenario, int number = 1)
    {
        try
        {
            Judge(scenario, number);
        }
        catch (PropertyFailedException failed)
        {
            return failed;
        }

        throw new AssertionException("It passed.");
    }

    private void Judge(Scenario scenario, int number = 1) => new SimulationVerdict(_graded, number).Judge(scenario, 50);
}
