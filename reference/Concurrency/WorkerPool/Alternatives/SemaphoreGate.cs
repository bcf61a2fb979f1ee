using System.Collections.Concurrent;

namespace Katas.Concurrency;

/// <summary>The same promises with a task for each job and a <see cref="SemaphoreSlim"/> that lets N of them in.</summary>
/// <remarks>
/// The semaphore does not promise an order. So whoever is let in takes the first job in the line, not the one that it came
/// with: there are as many jobs as visits. A cancelled job stays in the line, and its visit is short.
/// </remarks>
public sealed class SemaphoreGateWorkerPool : IWorkerPool
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _desks;
    private readonly ConcurrentQueue<Func<Task>> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _visits;
    private bool _stopping;

    /// <inheritdoc cref="NewWorkerPool"/>
    public SemaphoreGateWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _desks = new SemaphoreSlim(workers);
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellationToken.ThrowIfCancellationRequested();
        var end = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = 0;
        lock (_gate)
        {
            if (_stopping) throw new PoolStoppedException();
            _visits++;
            _line.Enqueue(async () =>
            {
                if (Interlocked.Exchange(ref taken, 1) == 0) await RunAsync(job, end, cancellationToken).ConfigureAwait(false);
            });
        }

        _ = Task.Run(VisitAsync, CancellationToken.None);
        using var leaving = cancellationToken.UnsafeRegister((_, token) =>
        {
            if (Interlocked.Exchange(ref taken, 1) == 0) end.SetCanceled(token);
        }, null);
        return await end.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        bool idle;
        lock (_gate)
        {
            _stopping = true;
            idle = _visits == 0;
        }

        if (idle) _stopped.TrySetResult();
        return _stopped.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task VisitAsync()
    {
        await _desks.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_line.TryDequeue(out var job)) await job().ConfigureAwait(false);
        }
        finally
        {
            _desks.Release();
            Leave();
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _visits--;
            if (!_stopping || _visits > 0) return;
        }

        _stopped.TrySetResult();
    }

    private static async Task RunAsync<T>(
        Func<CancellationToken, Task<T>> job, TaskCompletionSource<T> end, CancellationToken cancellationToken)
    {
        try
        {
            end.SetResult(await job(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException cancelled)
        {
            end.SetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            end.SetException(failure);
        }
    }
}
