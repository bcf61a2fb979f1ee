namespace Katas.Concurrency;

/// <summary>The same promises with tasks that are made but not started, and a counter that never meets a lock.</summary>
/// <remarks>
/// <para>A task that has not started knows its token: it starts once, or is cancelled at once, and never both. So the
/// framework decides what other solutions decide by hand.</para>
/// <para>One number holds how many jobs there are, waiting and running; <see cref="Closed"/> below zero means that no more are
/// accepted. A job that finds fewer than N before it starts the first in the line; a job that ends, and leaves others
/// waiting, starts the next.</para>
/// </remarks>
public sealed class ColdTasksWorkerPool : IWorkerPool
{
    private const long Closed = long.MinValue;

    private readonly System.Collections.Concurrent.ConcurrentQueue<Func<Task>> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _workers;
    private long _jobs;

    /// <inheritdoc cref="NewWorkerPool"/>
    public ColdTasksWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _workers = workers;
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var cold = new Task<Task<T>>(() => job(cancellationToken), cancellationToken);
        var ended = cold.Unwrap();
        Func<Task> run = async () =>
        {
            try
            {
                cold.RunSynchronously();
            }
            catch (InvalidOperationException)
            {
                return; // it was cancelled while it waited
            }

            await ((Task)ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        if (Count() is not { } before) throw new PoolStoppedException();
        _line.Enqueue(run);
        if (before < _workers) _ = Task.Run(RunFirstAsync, CancellationToken.None);
        return await Outside(ended).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        if (Interlocked.Or(ref _jobs, Closed) is 0 or Closed) _stopped.TrySetResult();
        return _stopped.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Counts a job in, unless the pool is closed; tells how many there were.</summary>
    private long? Count()
    {
        for (var jobs = Volatile.Read(ref _jobs); jobs >= 0;)
        {
            var seen = Interlocked.CompareExchange(ref _jobs, jobs + 1, jobs);
            if (seen == jobs) return jobs;
            jobs = seen;
        }

        return null;
    }

    private async Task RunFirstAsync()
    {
        long left;
        do
        {
            Func<Task>? run;
            for (var spin = new SpinWait(); !_line.TryDequeue(out run);) spin.SpinOnce(); // counted, and not in the line yet
            await run().ConfigureAwait(false);
            left = Interlocked.Decrement(ref _jobs);
        }
        while ((left & ~Closed) >= _workers);
        if (left == Closed) _stopped.TrySetResult();
    }

    /// <summary>Lets the code behind the task run where it holds up nobody.</summary>
    private static async Task<T> Outside<T>(Task<T> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await Task.Yield();
        return await task.ConfigureAwait(false);
    }
}
