using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Simulation;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>What each kind of failure looks like in a terminal.</summary>
public sealed class SpaceTimeTextTests
{
    [Test]
    public Task A_lease_holder_that_pauses() => VerifyText(LeaseCluster.AHolderPauses());

    [Test]
    public Task Two_leaders_in_one_term() => VerifyText(ElectionCluster.AVoterForgets());

    [Test]
    public Task A_partition_of_five() => VerifyText(ElectionCluster.OfFiveAfterAPartition());

    [Test]
    public Task A_message_that_is_dropped() => VerifyText(ReplicaCluster.AMessageIsDropped());

    [Test]
    public Task A_message_that_is_late() => VerifyText(ReplicaCluster.AMessageIsLate());

    [Test]
    public Task A_node_that_throws() => VerifyText(ReplicaCluster.ItThrows());

    private static Task VerifyText(SimulatedRun run)
    {
        Assert.That(run.Failure, Is.Not.Null);
        var text = SpaceTimeText.Of(run);
        TestContext.Out.WriteLine(run.Failure!.Evidence + "\n" + text);
        Assert.That(text.Split('\n').Max(line => line.Length), Is.AtMost(100));
        return Verify($"{run.Failure!.Property}\n{run.Failure.Evidence}\n{text}");
    }
}
