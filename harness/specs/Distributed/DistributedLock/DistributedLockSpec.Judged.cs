using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Specs.Distributed.Locks;
using FencedLockModel = Katas.Engine.Linearizability.Models.FencedLockModel;

namespace Katas.Specs.Distributed;

/// <content>Clusters in which no lock runs out, so that a lock is a lock.</content>
public partial class DistributedLockSpec
{
    private const int Rounds = 6;

    /// <summary>Promises 1, 2 and 8: over a network that loses, doubles and delays, judged by a model of a lock.</summary>
    [Test, Stage(5)]
    public void Locks_that_do_not_run_out_are_those_of_one_lock()
    {
        var scenario = Workers(0, _ => null!)
            .Faults(plan => plan.Messages(drop: 0.1, duplicate: 0.1, delay: 0.1, late: Ms(50)).ThenHeal(Ms(20_000)))
            .Linearizable(new FencedLockModel())
            .For(Ms(40_000));
        for (var number = 1; number <= 3; number++) scenario.Worker($"w{number}", JudgedAsync);
        Simulate(scenario, seeds: 60);
    }

    /// <summary>Promise 7: nothing goes wrong, callers leave at any moment, and a lock would last longer than the run.</summary>
    [Test, Stage(5)]
    public void Who_leaves_at_any_moment_leaves_nothing()
    {
        var scenario = Workers(0, _ => null!)
            .EventuallyAfterHeal(Everybody, Ms(30_000), view => view.All("done").Count == 3,
                view => $"{3 - view.All("done").Count} workers still wait for a lock that nobody has.")
            .For(Ms(30_000));
        for (var number = 1; number <= 3; number++) scenario.Worker($"w{number}", LeavingAsync);
        Simulate(scenario, seeds: 60);
    }

    private async Task JudgedAsync(SimulatedClient client)
    {
        var subject = Start(client);
        for (var round = 0; round < Rounds; round++)
        {
            var lease = await client.CallAsync(
                FencedLockModel.Acquire, () => Taken(subject), lease => lease.Token);
            await client.Delay(Ms(client.Random.Next(1, 20)));
            try
            {
                await client.CallAsync(FencedLockModel.Release(lease.Token), () => Confirmed(subject.ReleaseAsync(lease)));
            }
            catch (StoreUnavailableException)
            {
                // The first answer was lost, and the entry was gone at the second question: the call stays open.
            }
        }
    }

    private async Task LeavingAsync(SimulatedClient client)
    {
        var subject = Start(client);
        for (var round = 0; round < Rounds; round++)
        {
            using var leaving = new CancellationTokenSource(Ms(client.Random.Next(1, 40)), client.Time);
            try
            {
                if (await subject.TryAcquireAsync("printer", Minute, Minute, leaving.Token) is { } lease)
                    await subject.ReleaseAsync(lease);
            }
            catch (OperationCanceledException)
            {
                // It left.
            }
        }

        await subject.ReleaseAsync(await Taken(subject));
        client.Observe("done", true);
    }

    private IDistributedLock Start(SimulatedClient client)
    {
        var post = new LockPost(client.Node);
        _ = post.RunAsync();
        return Create(new NetworkLockStore(post), client.Time, client.Random);
    }

    private static async Task<Lease> Taken(IDistributedLock subject)
    {
        while (true)
        {
            if (await subject.TryAcquireAsync("printer", Minute, Ms(5000)) is { } lease) return lease;
        }
    }

    private static async Task<bool> Confirmed(Task<bool> released) =>
        await released ? true : throw new StoreUnavailableException("Nobody said that it was given back.");
}
