using System.Collections.Concurrent;

namespace Katas.Concurrency;

/// <summary>The same promises with threads that read a <see cref="BlockingCollection{T}"/>.</summary>
/// <remarks>
/// The collection is the line, the sleep and the drain: completed, it refuses, and its readers end when it is empty.
/// </remarks>
public sealed class BlockingThreadsWorkerPool : IWorkerPool
{
    private readonly BlockingCollection<IJob> _line = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _threads;

    /// <inheritdoc cref="NewWorkerPool"/>
    public BlockingThreadsWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _threads = workers;
        for (var i = 0; i < workers; i++) new Thread(Work) { IsBackground = true }.Start();
    }

    private interface IJob
    {
        void Run();
    }

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var accepted = new Job<T>(job, cancellationToken);
        try
        {
            _line.Add(accepted, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new PoolStoppedException());
        }

        return accepted.WaitAsync();
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        _line.CompleteAdding();
        return _stopped.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private void Work()
    {
        foreach (var job in _line.GetConsumingEnumerable()) job.Run();
        if (Interlocked.Decrement(ref _threads) == 0) _stopped.SetResult();
    }

    private sealed class Job<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) : IJob
    {
        private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public async Task<T> WaitAsync()
        {
            using var leaving = cancellationToken.UnsafeRegister(static job => ((Job<T>)job!).Leave(), this);
            return await _end.Task.ConfigureAwait(false);
        }

        public void Run()
        {
            if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0) return;
            try
            {
                _end.SetResult(work(cancellationToken).GetAwaiter().GetResult());
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

        private void Leave()
        {
            if (Interlocked.CompareExchange(ref _taken, 1, 0) == 0) _end.SetCanceled(cancellationToken);
        }
    }
}
