using System.Diagnostics;

namespace Katas.Concurrency;

/// <summary>A line of jobs and a number of desks under one lock. Who brings a job hires a worker if a desk is free.</summary>
/// <remarks>
/// A worker that finds the line empty goes home instead of waiting there. So nobody sleeps, nobody has to be woken, and an
/// idle pool owns no thread. What makes it right: that the line is empty, and that the worker leaves, is one step.
/// </remarks>
public sealed class WorkerPool : IWorkerPool
{
    private readonly Lock _gate = new();
    private readonly Queue<Job> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _desks;
    private int _workers;
    private bool _stopping;

    /// <inheritdoc cref="NewWorkerPool"/>
    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _desks = workers;
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellationToken.ThrowIfCancellationRequested();
        var accepted = new Job<T>(job, cancellationToken);
        Accept(accepted);
        // Outside the lock: a token that is cancelled meanwhile runs the callback right here.
        using var leaving = cancellationToken.UnsafeRegister(static entry => ((Job)entry!).Cancel(), accepted);
        return await accepted.End.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        bool idle;
        lock (_gate)
        {
            _stopping = true;
            idle = _workers == 0;
        }

        if (idle) _stopped.TrySetResult(); // otherwise the last worker does it
        return _stopped.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private void Accept(Job job)
    {
        lock (_gate)
        {
            if (_stopping) throw new PoolStoppedException();
            _line.Enqueue(job);
            if (_workers == _desks) return; // one of them will come to it
            _workers++;
        }

        _ = Task.Run(WorkAsync);
    }

    private async Task WorkAsync()
    {
        while (Next() is { } job) await job.RunAsync().ConfigureAwait(false);
    }

    /// <summary>The first job in the line; <see langword="null"/>: there is none, and the worker has left.</summary>
    private Job? Next()
    {
        lock (_gate)
        {
            Debug.Assert(_workers > 0 && _workers <= _desks, "who asks is a worker, at a desk");
            if (_line.TryDequeue(out var job)) return job;
            if (--_workers > 0 || !_stopping) return null;
        }

        _stopped.TrySetResult();
        return null;
    }

    private abstract class Job
    {
        private int _taken;

        /// <summary>Runs the job unless it was cancelled; never fails.</summary>
        public abstract Task RunAsync();

        /// <summary>Ends the job unless it was started.</summary>
        public abstract void Cancel();

        /// <summary>Starting and cancelling ask this, and one of them is told yes.</summary>
        protected bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
    }

    private sealed class Job<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) : Job
    {
        /// <remarks>Asynchronously: a worker must not run its caller's code, which may wait for another job.</remarks>
        private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> End => _end.Task;

        public override void Cancel()
        {
            if (TryTake()) _end.SetCanceled(cancellationToken);
        }

        public override async Task RunAsync()
        {
            if (!TryTake()) return;
            try
            {
                _end.SetResult(await work(cancellationToken).ConfigureAwait(false));
            }
            catch (OperationCanceledException cancelled)
            {
                _end.SetCanceled(cancelled.CancellationToken);
            }
            catch (Exception failure)
            {
                _end.SetException(failure);
            }
        }
    }
}
