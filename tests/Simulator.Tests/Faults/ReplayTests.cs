using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Faults;

/// <summary>The faults that happened, given as a list, make the same run again. Shrinking stands on that.</summary>
public sealed class ReplayTests
{
    private static readonly Dictionary<FaultClass, Func<FaultPlanBuilder, FaultPlanBuilder>> Kinds = new()
    {
        [FaultClass.Drop] = p => p.Messages(drop: 0.2).Every(Ms(500)).FlakyLink(Ms(400), 0.7),
        [FaultClass.Duplicate] = p => p.Messages(duplicate: 0.2),
        [FaultClass.Delay] = p => p.Messages(delay: 0.2),
        [FaultClass.Clog] = p => p.Every(Ms(200)).Clog(Ms(300)),
        [FaultClass.Partition] = p => p.Every(Ms(200)).Partition(Ms(300), losesInFlight: true).Isolate(Ms(200)),
        [FaultClass.OneWayPartition] = p => p.Every(Ms(200)).OneWayPartition(Ms(300)),
        [FaultClass.Bridge] = p => p.Every(Ms(200)).Bridge(Ms(300)),
        [FaultClass.Crash] = p => p.Every(Ms(200)).Crash(Ms(300)),
        [FaultClass.LostWrites] = p => p.Every(Ms(200)).Crash(Ms(300), FaultClass.LostWrites),
        [FaultClass.TornWrites] = p => p.Every(Ms(200)).Crash(Ms(300), FaultClass.TornWrites)
            .At(Ms(700)).RollingRestarts(Ms(20), Ms(60), FaultClass.TornWrites),
        [FaultClass.Pause] = p => p.Every(Ms(200)).Pause(Ms(300)),
        [FaultClass.ClockDrift] = p => p.ClockDrift(200_000),
        [FaultClass.ClockStep] = p => p.Every(Ms(200)).ClockStep(Ms(5000)),
        [FaultClass.SlowDisk] = p => p.Every(Ms(200)).SlowDisk(Ms(300), Ms(20)),
    };

    [Test]
    public void Every_kind_of_fault_is_replayed_from_its_list()
    {
        Assert.That(Kinds.Keys, Is.EquivalentTo(Enum.GetValues<FaultClass>()));
        foreach (var (kind, plan) in Kinds)
        {
            var scenario = Talking().Faults(p => plan(p).AllAtOnce().ThenHeal(Ms(2000)));
            var happened = 0;
            for (var seed = 1; seed <= 10; seed++) happened += Replayed(scenario, seed);
            Assert.That(happened, Is.GreaterThan(25), $"{kind}");
        }
    }

    [Test]
    public void All_kinds_of_fault_together_are_replayed_from_their_list()
    {
        var scenario = Talking().Faults(p => Kinds.Values.Aggregate(p, (all, plan) => plan(all))
            .Messages(0.1, 0.1, 0.1).AllAtOnce().ThenHeal(Ms(2000)));
        for (var seed = 1; seed <= 30; seed++) Replayed(scenario, seed);
    }

    [Test]
    public void A_swarm_is_replayed_from_its_list()
    {
        var scenario = Talking().Faults(p => Kinds.Values.Aggregate(p, (all, plan) => plan(all))
            .Messages(0.1, 0.1, 0.1).ThenHeal(Ms(2000)));
        for (var seed = 1; seed <= 30; seed++) Replayed(scenario, seed);
    }

    [Test]
    public void Faults_that_begin_and_end_at_one_moment_are_replayed_from_their_list()
    {
        // Lengths that meet the next beginnings, and one another, exactly.
        var scenario = Talking().Faults(p => p
            .At(Ms(100)).Add(FaultClass.Pause, _ => new PauseFault(new NodeId("n1"), Ms(100), Ms(100)))
            .At(Ms(200)).Add(FaultClass.Crash, _ => new CrashFault(new NodeId("n1"), Ms(200), Ms(100), FaultClass.LostWrites))
            .At(Ms(100)).Add(FaultClass.Crash, _ => new CrashFault(new NodeId("n1"), Ms(200), Ms(1800), FaultClass.Crash))
            .At(Ms(100)).Add(FaultClass.Pause, _ => new PauseFault(new NodeId("n2"), Ms(300), Ms(1700)))
            .At(Ms(300)).Add(FaultClass.Pause, _ => new PauseFault(new NodeId("n2"), Ms(300), Ms(1700)))
            .At(Ms(200)).ClockStep(Ms(100), _ => new NodeId("n3"))
            .At(Ms(200)).ClockStep(Ms(100), _ => new NodeId("n3"))
            .AllAtOnce().ThenHeal(Ms(2000)));
        for (var seed = 1; seed <= 20; seed++) Assert.That(Replayed(scenario, seed), Is.EqualTo(6), "one pause of two");
    }

    private static int Replayed(Scenario scenario, int seed)
    {
        var run = Simulator.Run(scenario, new RunPlan(seed));
        Assert.That(run.Failure, Is.Null, run.Failure?.Evidence);
        var again = scenario.Seed(seed, [.. run.Happened]);
        var parting = run.Trace.Events.Zip(again.Trace.Events).FirstOrDefault(pair => !Same(pair.First, pair.Second));
        Assert.That(again.Trace.Hash, Is.EqualTo(run.Trace.Hash), $"seed {seed}: {parting}");
        Assert.That(again.Happened, Is.EqualTo(run.Happened));
        return run.Happened.Count;

        static bool Same(Engine.Simulation.Tracing.TraceEvent one, Engine.Simulation.Tracing.TraceEvent two) =>
            (one.Time, one.Kind, one.Node, one.Peer, one.Cause) == (two.Time, two.Kind, two.Node, two.Peer, two.Cause);
    }

    /// <summary>Three machines that talk, write, wait and observe.</summary>
    private static Scenario Talking() => new Scenario().Nodes(3, _ => new Acting(async node =>
    {
        node.Observe("wall", node.Time.GetUtcNow());
        node.Observe("log", (await node.Storage.ReadAsync("log"))?.Sum(one => one) ?? -1);
        for (var i = 1; ; i++)
        {
            foreach (var peer in node.Peers) node.Network.Send(peer, i);
            await node.Storage.AppendAsync("log", new byte[200 * (i % 5)]);
            if (i % 4 == 0) await node.Storage.FlushAsync("log");
            if (i % 6 == 0) await node.Storage.ReplaceAsync("state", new byte[] { (byte)i });
            var wait = TimeSpan.FromMilliseconds(node.Random.Next(5, 40));
            node.Observe("got", (await node.Network.ReceiveAsync(wait, node.Stopping))?.Message);
            await Task.Delay(wait, node.Time, node.Stopping);
        }
    })).For(Ms(2500));
}
