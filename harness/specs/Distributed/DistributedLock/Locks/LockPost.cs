using Katas.Distributed;
using Katas.Simulation;

namespace Katas.Specs.Distributed.Locks;

/// <summary>A worker's questions to other machines, and the answers, which come in any order, twice, or never.</summary>
/// <param name="node">The worker.</param>
internal sealed class LockPost(INodeContext node)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);

    private readonly Dictionary<long, TaskCompletionSource<object?>> _open = [];

    // What was asked before a crash is answered after it: a number must not mean another question then.
    private long _last = node.Random.NextInt64(long.MaxValue / 2);

    /// <summary>Gives answers to those who wait for them, for as long as the worker runs.</summary>
    public async Task RunAsync()
    {
        while (!node.Stopping.IsCancellationRequested)
        {
            var (_, message) = await node.Network.ReceiveAsync(node.Stopping);
            if (message is LockAnswer answer && _open.Remove(answer.Id, out var waiting)) waiting.SetResult(answer.Body);
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="StoreUnavailableException">There was none for a while.</exception>
    public async Task<object?> AskAsync(NodeId machine, object body, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Continuations that run asynchronously would go to the thread pool, by way of WaitAsync, and leave the simulator.
        var (id, waiting) = (++_last, new TaskCompletionSource<object?>(TaskCreationOptions.None));
        _open.Add(id, waiting);
        node.Network.Send(machine, new LockQuestion(id, body));
        try
        {
            return await waiting.Task.WaitAsync(Patience, node.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException();
        }
        finally
        {
            _open.Remove(id);
        }
    }
}

/// <summary>The store as a worker sees it: through the network.</summary>
internal sealed class NetworkLockStore(LockPost post) : StoreOfCalls
{
    protected override Task<object?> AskAsync(StoreCall call, CancellationToken cancellationToken) =>
        post.AskAsync(LockMachines.Store, call, cancellationToken);
}
