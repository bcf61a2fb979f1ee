using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Network;

/// <summary>What messages meet on their way.</summary>
public sealed class LinkTests
{
    private static readonly NodeId One = new("n1"), Two = new("n2"), Three = new("n3");

    [Test]
    public void A_message_is_dropped_doubled_or_late_as_the_list_says()
    {
        var run = Sending(4).With(
            new MessageFault(One, Two, 1, FaultClass.Drop, TimeSpan.Zero),
            new MessageFault(One, Two, 2, FaultClass.Duplicate, Ms(500)),
            new MessageFault(One, Two, 3, FaultClass.Delay, Ms(300)));
        Assert.That(run.Seen<int>("got"), Is.EqualTo([2, 4, 3, 2]));
        Assert.That(run.Steps(TraceKind.Lose).Single().Data, Is.InstanceOf<MessageFault>());
        Assert.That(run.Happened, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_clogged_link_holds_its_messages_and_then_delivers_them_all()
    {
        var run = Sending(5).With(new ClogFault(One, Two, Ms(150), Ms(1000)), new ClogFault(One, Two, Ms(200), Ms(100)));
        Assert.That(run.Seen<int>("got"), Is.EqualTo([1, 2, 3, 4, 5]));
        Assert.That(run.Times("got").Skip(1), Has.All.EqualTo(1150.0));
    }

    [Test]
    public void A_clog_that_would_outlast_the_healing_ends_with_it()
    {
        var run = Sending(1).With(new ClogFault(One, Two, Ms(0), Ms(60_000)));
        Assert.That(run.Times("got"), Is.EqualTo([10_000.0]));
    }

    [Test]
    public void Only_what_crosses_a_partition_is_lost_and_each_shape_has_its_own_way()
    {
        var (left, right) = (new[] { One }, new[] { Two, Three });
        Assert.That(Reached(FaultClass.Partition, left, right), Is.EquivalentTo(["n2>n3", "n3>n2"]));
        Assert.That(Reached(FaultClass.OneWayPartition, left, right), Is.EquivalentTo(["n2>n1", "n2>n3", "n3>n1", "n3>n2"]));
        Assert.That(Reached(FaultClass.Bridge, [One, Two], right), Is.EquivalentTo(["n1>n2", "n2>n1", "n2>n3", "n3>n2"]));

        static HashSet<string> Reached(FaultClass shape, NodeId[] left, NodeId[] right)
        {
            var run = Cluster(3, async node =>
            {
                await Task.Delay(Ms(100), node.Time);
                foreach (var peer in node.Peers) node.Network.Send(peer, $"{node.Id}>{peer}");
                while (true) node.Observe("got", (string)(await node.Network.ReceiveAsync(node.Stopping)).Message);
            }).With(new PartitionFault(shape, Ms(50), Ms(100), new NodeGroups(left, right), LosesInFlight: false));
            return [.. run.Seen<string>("got")];
        }
    }

    [Test]
    public void What_is_under_way_when_a_partition_begins_arrives_or_is_lost_with_it()
    {
        Assert.That(Got(losesInFlight: false), Is.EqualTo([1, 3]));
        Assert.That(Got(losesInFlight: true), Is.EqualTo([3]));

        static List<int> Got(bool losesInFlight) =>
            Sending(3).Network(Ms(50), Ms(50))
                .With(new PartitionFault(
                    FaultClass.Partition, Ms(120), Ms(100), new NodeGroups([One], [Two]), losesInFlight)).Seen<int>("got");
    }

    [Test]
    public void What_a_machine_sends_to_itself_arrives_at_once_and_in_order()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var run = Cluster(1, async node =>
            {
                for (var i = 0; i < 5; i++) node.Network.Send(node.Id, i);
                while (true) node.Observe("got", (int)(await node.Network.ReceiveAsync(node.Stopping)).Message);
            }).Seed(seed);
            Assert.That(run.Seen<int>("got"), Is.EqualTo([0, 1, 2, 3, 4]));
            Assert.That(run.Times("got"), Has.All.Zero);
        }
    }

    [Test]
    public void Links_of_clients_are_perfect()
    {
        var scenario = Cluster(1, async node =>
        {
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
                node.Network.Send(from, message);
            }
        }).Client("c", async client =>
        {
            for (var i = 0; i < 50; i++) client.Network.Send(One, i);
            for (var i = 0; i < 50; i++) client.Observe("got", (int)(await client.Network.ReceiveAsync()).Message);
        }).Faults(p => p.Messages(1, 1, 1).Every(Ms(10)).Clog(Ms(500)).AllAtOnce().ThenHeal(Ms(1000)));
        var run = Simulator.Run(scenario, new RunPlan(1));
        Assert.That(run.Seen<int>("got"), Is.EqualTo(Enumerable.Range(0, 50)));
        Assert.That(run.Times("got"), Has.All.Zero);
    }

    [Test]
    public void Messages_to_a_machine_that_is_down_are_lost_and_nobody_is_told()
    {
        var run = Sending(4).With(new CrashFault(Two, Ms(150), Ms(200), FaultClass.Crash));
        Assert.That(run.Seen<int>("got"), Is.EqualTo([1, 4]));
        Assert.That(run.Steps(TraceKind.Lose).Select(step => step.Data), Is.EqualTo(["n2 is down", "n2 is down"]));
    }

    /// <summary>n1 sends 1, 2, ... to n2, one each 100 ms; a message takes 5 ms.</summary>
    private static Scenario Sending(int count) => Cluster(3, async node =>
    {
        if (node.Id == One)
        {
            for (var i = 1; i <= count; i++)
            {
                await Task.Delay(Ms(100), node.Time);
                node.Network.Send(Two, i);
            }
        }

        while (true) node.Observe("got", (int)(await node.Network.ReceiveAsync(node.Stopping)).Message);
    }).Network(Ms(5), Ms(5));
}
