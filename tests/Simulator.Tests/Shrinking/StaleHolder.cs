using Katas.Engine.Simulation;

namespace Katas.Simulation.Tests.Shrinking;

/// <summary>A lease without fencing: who holds it and stands still for long enough writes when another one holds it.</summary>
internal static class StaleHolder
{
    private static readonly NodeId Locks = new("locks"), Store = new("store");

    /// <summary>Two workers take the lease, do something, and write; faults that have nothing to do with it come too.</summary>
    public static Scenario Scenario() => new Scenario()
        .Service("locks", _ => new LockService())
        .Service("store", _ => new StoreService())
        .Worker("A", Work)
        .Worker("B", Work)
        .Faults(plan => plan
            .Messages(drop: 0.02)
            .Every(Ms(2000)).Pause(Ms(1500)).Crash(Ms(200)).ClockStep(Ms(1000)).SlowDisk(Ms(500), Ms(20))
            .AllAtOnce().ThenHeal(Ms(20_000)))
        .Always("a stale holder never writes", Violation)
        .Sometimes("a write is accepted", view => view.All("accepted").Count > 0)
        .For(Ms(25_000));

    private static string? Violation(ClusterView view)
    {
        if (view.Latest is not { Name: "accepted" } latest) return null;
        var token = (int)latest.Value!;
        var newest = view.All("accepted").Max(each => (int)each.Value!);
        return token == newest ? null : $"The store accepted token {token} after token {newest}. It should have been refused.";
    }

    private static async Task Work(SimulatedClient worker)
    {
        for (var round = 0; round < 20; round++)
        {
            worker.Network.Send(Locks, new Acquire());
            var answer = await worker.Network.ReceiveAsync(Ms(100));
            if (answer?.Message is Granted granted)
            {
                await worker.Delay(Ms(100));
                worker.Network.Send(Store, new Write(granted.Token));
            }

            await worker.Delay(Ms(worker.Random.Next(200, 600)));
        }
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private sealed record Acquire;

    private sealed record Granted(int Token);

    private sealed record Write(int Token);

    private sealed class LockService : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var (token, until) = (0, long.MinValue);
            while (!node.Stopping.IsCancellationRequested)
            {
                var (from, _) = await node.Network.ReceiveAsync(node.Stopping);
                var now = node.Time.GetTimestamp();
                if (now < until) continue;
                (token, until) = (token + 1, now + (TimeSpan.TicksPerMillisecond * 400));
                node.Network.Send(from, new Granted(token));
            }
        }
    }

    private sealed class StoreService : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            while (!node.Stopping.IsCancellationRequested)
            {
                var (_, message) = await node.Network.ReceiveAsync(node.Stopping);
                node.Observe("accepted", ((Write)message).Token);
            }
        }
    }
}
