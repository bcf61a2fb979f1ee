using Katas.Distributed;
using Katas.Engine.Simulation;

namespace Katas.Specs.Distributed.Locks;

/// <summary>What a worker does for as long as the run lasts: take the lock, do something under it, give it back.</summary>
/// <param name="client">The worker.</param>
/// <param name="create">Makes its lock.</param>
internal sealed class LockWorker(SimulatedClient client, Func<ILockStore, TimeProvider, Random, IDistributedLock> create)
{
    /// <summary>Observed with a <see cref="LockedWrite"/> whenever a worker looks, and believes that it has the lock.</summary>
    public const string Believes = "believes";

    /// <summary>Observed with a token when a worker gets the lock.</summary>
    public const string Got = "got";

    private readonly LockPost _post = new(client.Node);

    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one step of the work takes at the most.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>How many steps of work there are under one lock at the most.</summary>
    public int Steps { get; init; } = 8;

    /// <summary>One in how many locks is forgotten instead of given back; 0: none.</summary>
    public int Forgets { get; init; } = 8;

    public async Task RunAsync()
    {
        var subject = create(new NetworkLockStore(_post), client.Time, client.Random);
        _ = _post.RunAsync();
        while (!client.Node.Stopping.IsCancellationRequested)
        {
            await client.Delay(TimeSpan.FromMilliseconds(client.Random.Next(1, 200)));
            if (await subject.TryAcquireAsync("printer", Ttl, TimeSpan.FromSeconds(3)) is not { } lease) continue;
            client.Observe(Got, lease.Token);
            lease = await WorkAsync(subject, lease);
            if (Forgets == 0 || client.Random.Next(Forgets) > 0) await subject.ReleaseAsync(lease);
        }
    }

    private async Task<Lease> WorkAsync(IDistributedLock subject, Lease lease)
    {
        var steps = client.Random.Next(1, Steps + 1);
        for (var step = 0; step < steps && lease.Left(client.Time) > TimeSpan.Zero; step++)
        {
            var write = new LockedWrite(lease.Token, lease.Owner);
            client.Observe(Believes, write);
            // Between the look at the clock and the write anything may happen: the machine stands still, the network is slow.
            await client.Delay(Step * client.Random.NextDouble());
            try
            {
                await _post.AskAsync(LockMachines.Printer, write);
            }
            catch (StoreUnavailableException)
            {
                // Nobody knows whether it was printed. That is another kata.
            }

            if (client.Random.Next(4) == 0 && await subject.ExtendAsync(lease, Ttl) is { } longer) lease = longer;
        }

        return lease;
    }
}
