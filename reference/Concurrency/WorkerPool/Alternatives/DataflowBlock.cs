using System.Threading.Tasks.Dataflow;

namespace Katas.Concurrency;

/// <summary>The same promises with the framework's own worker pool: a dataflow block with a bounded parallelism.</summary>
/// <remarks>The block knows nothing of a job that is cancelled before it starts, of results, or of who failed.</remarks>
public sealed class DataflowBlockWorkerPool : IWorkerPool
{
    private readonly ActionBlock<Func<Task>> _block;

    /// <inheritdoc cref="NewWorkerPool"/>
    public DataflowBlockWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _block = new(job => job(), new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = workers });
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellationToken.ThrowIfCancellationRequested();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_block.Post(() => RunAsync(job, begun, end, cancellationToken))) throw new PoolStoppedException();
        using (cancellationToken.UnsafeRegister((_, token) => begun.TrySetCanceled(token), null))
            await begun.Task.ConfigureAwait(false);
        return await (await end.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        _block.Complete();
        return _block.Completion;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Never fails: a block whose delegate fails is broken, and drops what waits.</summary>
    private static async Task RunAsync<T>(
        Func<CancellationToken, Task<T>> job, TaskCompletionSource begun, TaskCompletionSource<Task<T>> end,
        CancellationToken cancellationToken)
    {
        if (!begun.TrySetResult()) return;
        Task<T> running;
        try
        {
            running = job(cancellationToken) ?? throw new InvalidOperationException("The job returned no task.");
        }
        catch (Exception failure)
        {
            running = Task.FromException<T>(failure);
        }

        await Task.WhenAny(running).ConfigureAwait(false);
        end.SetResult(running);
    }
}
