using Katas.Distributed;
using Katas.Engine.Simulation;

namespace Katas.Specs.Distributed.Locks;

/// <summary>The store of the cluster tests, for whoever wants to compare it with real ones.</summary>
public static class SimulatedLockStore
{
    /// <summary>Runs a script on a client of a simulated store, over a network on which nothing goes wrong.</summary>
    /// <param name="script">Gets the store, the client's clock, and what lets time pass.</param>
    /// <exception cref="InvalidOperationException">The run failed.</exception>
    public static void Run(Func<ILockStore, TimeProvider, Func<TimeSpan, Task>, Task> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var scenario = new Scenario()
            .Service(LockMachines.Store.Name, _ => new LockStoreNode(clockRate: 1))
            .Client("client", async client =>
            {
                var post = new LockPost(client.Node);
                _ = post.RunAsync();
                await script(new NetworkLockStore(post), client.Time, client.Delay);
            })
            .For(TimeSpan.FromMinutes(10));
        var run = Simulator.Run(scenario, new RunPlan(1));
        if (run.Failure is { } failure) throw new InvalidOperationException($"{failure.Property}: {failure.Evidence}");
    }
}
