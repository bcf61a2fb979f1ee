using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>A lock with a lease, and a storage that believes whoever writes.</summary>
internal static class LeaseCluster
{
    public static SimulatedRun AHolderPauses() => Simulator.Run(
        new Scenario()
            .Node("A", _ => new Holder())
            .Service("lock-svc", _ => new LockService())
            .Node("B", _ => new Holder())
            .Service("storage", _ => new Store())
            .Network(Ms(1), Ms(3))
            .Always("a stale holder never writes", Stale)
            .Faults(plan => plan.ThenHeal(Ms(9000)))
            .For(Ms(10_000)),
        new RunPlan(1) { Faults = [new PauseFault(new NodeId("A"), Ms(30), Ms(6000))] });

    private static string? Stale(ClusterView view)
    {
        if (view.Latest is not { Name: "accepted" } latest) return null;
        var newest = view.All("accepted").Max(each => (int)each.Value!);
        return newest > (int)latest.Value! ? $"The storage accepted token {latest.Value} after token {newest}." : null;
    }

    private static TimeSpan Ms(int time) => TimeSpan.FromMilliseconds(time);

    private sealed record Acquire;

    private sealed record Grant(int Token);

    private sealed record Release(int Token);

    private sealed record Write(int Token, string Text);

    private sealed class Holder : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Delay(Ms(node.Id.Name == "A" ? 10 : 20), node.Time);
            node.Network.Send(new NodeId("lock-svc"), new Acquire());
            while ((await node.Network.ReceiveAsync()).Message is Grant grant)
            {
                for (var i = 0; i < 3; i++)
                {
                    await Task.Delay(Ms(15), node.Time);
                    node.Network.Send(new NodeId("storage"), new Write(grant.Token, "text " + i));
                }
            }
        }
    }

    private sealed class LockService : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var (token, waiting, isHeld) = (32, new Queue<NodeId>(), false);
            while (true)
            {
                var envelope = await node.Network.ReceiveAsync(isHeld ? Ms(5000) : Timeout.InfiniteTimeSpan);
                if (envelope is null)
                {
                    node.Observe("expired", token);
                    isHeld = false;
                }
                else
                {
                    waiting.Enqueue(envelope.From);
                }

                if (isHeld || !waiting.TryDequeue(out var next)) continue;
                isHeld = true;
                node.Observe("granted", ++token);
                node.Network.Send(next, new Grant(token));
            }
        }
    }

    private sealed class Store : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            while ((await node.Network.ReceiveAsync()).Message is Write write) node.Observe("accepted", write.Token);
        }
    }
}
