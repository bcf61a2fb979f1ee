using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <content>Whole clusters: workers, a store, a printer, and a network between them.</content>
public partial class DistributedLockSpec
{
    private const string OneBelieves = "no two workers believe in one lock at a time";
    private const string OneWriter = "what is done under one lock is over when the next one's is seen";
    private const string Everybody = "every worker gets the lock again when all is well";

    /// <summary>Clocks are wrong by so much at the most: one hundredth.</summary>
    private const int MostDrift = 10_000;

    /// <summary>Promises 3 and 10, with everything that goes wrong.</summary>
    [Test, Stage(5)]
    public void Effects_exclude_each_other_whatever_happens() => Simulate(
        Workers(3, client => new LockWorker(client, Create))
            .Faults(plan => plan
                .Messages(drop: 0.05, duplicate: 0.05, delay: 0.05)
                .ClockDrift(MostDrift)
                .Every(Ms(2500)).Pause(Ms(1500))
                .Every(Ms(4000)).Crash(Ms(500))
                .Every(Ms(3000)).ClockStep(TimeSpan.FromHours(1))
                .Every(Ms(4000)).Add(FaultClass.Partition, CutOff)
                .ThenHeal(Ms(15_000)))
            .Sometimes("the printer refuses a late worker", view => view.All(FencedPrinterNode.Refused).Count > 0)
            .Sometimes("a lock comes back by time alone", view => view.All(LockStoreNode.Expired).Count > 0)
            .EventuallyAfterHeal(Everybody, Ms(10_000), HasGoneRound, Closest)
            .For(Ms(15_000)));

    /// <summary>Promise 3: nothing is lost and nobody stands still; only the clocks differ, by as much as they may.</summary>
    [Test, Stage(5)]
    public void Nobody_believes_in_a_lock_that_is_over() => Simulate(
        Workers(4, client => new LockWorker(client, Create)
        {
            Ttl = Ms(2000), Step = Ms(10), Steps = 2000, Forgets = 1,
        }, storeRate: 1.01)
            .Network(Ms(0.1), Ms(1))
            .Faults(plan => plan.AllAtOnce().ClockDrift(MostDrift).ThenHeal(Ms(20_000)))
            .Sometimes("a lock comes back by time alone", view => view.All(LockStoreNode.Expired).Count > 0)
            .For(Ms(20_000)), seeds: 25);

    private Scenario Workers(int count, Func<SimulatedClient, LockWorker> worker, double storeRate = 1)
    {
        var scenario = new Scenario()
            .Service(LockMachines.Store.Name, _ => new LockStoreNode(storeRate))
            .Service(LockMachines.Printer.Name, _ => new FencedPrinterNode())
            .Always(OneBelieves, TwoBelieve)
            .Always(OneWriter, TwoWrite);
        for (var number = 1; number <= count; number++) scenario.Worker($"w{number}", client => worker(client).RunAsync());
        return scenario;
    }

    private IDistributedLock Create(ILockStore store, TimeProvider time, Random random) =>
        Make<NewDistributedLock>(create => create(store, time, random));

    /// <summary>A worker alone on one side, and the store or the printer, or both, on the other.</summary>
    private static PartitionFault? CutOff(FaultMoment moment)
    {
        if (moment.AnyUp() is not { } worker) return null;
        NodeId[] others = moment.Random.Next(3) switch
        {
            0 => [LockMachines.Store],
            1 => [LockMachines.Printer],
            _ => [LockMachines.Store, LockMachines.Printer],
        };
        var groups = new NodeGroups([worker], others);
        return new PartitionFault(FaultClass.Partition, moment.View.Now, moment.About(Ms(1200)), groups, LosesInFlight: false);
    }

    private static string? TwoBelieve(ClusterView view)
    {
        if (view.Latest is not { Name: LockWorker.Believes, Value: LockedWrite now }
            || view.All(LockWorker.Believes) is not [.., var last, _])
            return null;
        var before = (LockedWrite)last.Value!;
        return now.Token > before.Token || now == before
            ? null
            : $"{view.Latest.Node} trusts its lease with token {now.Token}, and {last.Node} had the lock with token " +
                $"{before.Token} at {last.Time.TotalMilliseconds:0.###} ms already. Its lease should have been over by then.";
    }

    private static string? TwoWrite(ClusterView view)
    {
        if (view.Latest is not { Name: FencedPrinterNode.Accepted, Value: LockedWrite now }
            || view.All(FencedPrinterNode.Accepted) is not [.., var last, _])
            return null;
        var before = (LockedWrite)last.Value!;
        return now.Token > before.Token || now == before
            ? null
            : $"The printer accepted token {now.Token} from {now.Owner}, after the same token from {before.Owner}. Each lock " +
                "on a resource should have a larger one.";
    }

    private static bool HasGoneRound(ClusterView view) => !StillWaiting(view).Any();

    private static string Closest(ClusterView view) => $"These did not: {string.Join(", ", StillWaiting(view))}.";

    private static IEnumerable<NodeId> StillWaiting(ClusterView view) =>
        view.Nodes.Select(node => node.Id)
            .Except(view.All(LockWorker.Got).Where(got => got.Time > Ms(15_000)).Select(got => got.Node));
}
