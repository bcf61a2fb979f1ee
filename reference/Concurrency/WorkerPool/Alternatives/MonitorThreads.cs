using System.Diagnostics;

namespace Katas.Concurrency;

/// <summary>The same promises with dedicated threads that sleep on a monitor while the line is empty.</summary>
/// <remarks>
/// A thread blocks while its job awaits something: that is what a thread of one's own costs, and why it may block at all. A
/// waiting job that is cancelled leaves the line; whoever takes it out of the line decides what becomes of it.
/// </remarks>
public sealed class MonitorThreadsWorkerPool : IWorkerPool
{
    private readonly object _gate = new();
    private readonly LinkedList<Action> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _threads;
    private bool _stopping;

    /// <inheritdoc cref="NewWorkerPool"/>
    public MonitorThreadsWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _threads = workers;
        for (var i = 1; i <= workers; i++) new Thread(Work) { IsBackground = true, Name = $"worker {i}" }.Start();
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellationToken.ThrowIfCancellationRequested();
        var end = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = new LinkedListNode<Action>(() => Run(job, end, cancellationToken));
        lock (_gate)
        {
            if (_stopping) throw new PoolStoppedException();
            _line.AddLast(place);
            Monitor.Pulse(_gate); // one job, one worker
        }

        using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave(place, end, token), null);
        return await end.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate); // every worker that sleeps goes home
        }

        return _stopped.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private void Work()
    {
        while (Next() is { } job) job();
        if (Interlocked.Decrement(ref _threads) == 0) _stopped.SetResult();
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_line.Count == 0 && !_stopping) Monitor.Wait(_gate);
            if (_line.First is not { } first) return null;
            _line.RemoveFirst();
            return first.Value;
        }
    }

    private static void Run<T>(
        Func<CancellationToken, Task<T>> job, TaskCompletionSource<T> end, CancellationToken cancellationToken)
    {
        Debug.Assert(!Thread.CurrentThread.IsThreadPoolThread, "only a thread of its own may block");
        try
        {
            end.SetResult(job(cancellationToken).GetAwaiter().GetResult());
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

    private void Leave<T>(LinkedListNode<Action> place, TaskCompletionSource<T> end, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is null) return; // a worker has it
            _line.Remove(place);
        }

        end.SetCanceled(cancellationToken);
    }
}
