namespace Katas.Concurrency;

/// <summary>Runs jobs: any number of them is accepted, and at most a fixed number runs at the same time.</summary>
/// <remarks>
/// <para>A job is a delegate that returns a task. It <em>runs</em> from the moment at which the delegate is called until that
/// task has ended; it <em>waits</em> from its acceptance until then.</para>
/// <para>Every member may be called from any number of threads at the same time, also by a job, and by code that runs because
/// a task of this pool has ended. No member blocks its caller.</para>
/// </remarks>
public interface IWorkerPool : IAsyncDisposable
{
    /// <summary>Accepts a job, and runs it when a worker is free and all jobs before it have been taken.</summary>
    /// <param name="job">
    /// The job; it is never called on the stack of this method. Its argument is cancelled when
    /// <paramref name="cancellationToken"/> is.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancelled while the job waits: the job never starts, and the task is cancelled at once. Cancelled while it runs: the
    /// job is told by its argument, and decides for itself. The token keeps nothing of a job that has ended.
    /// </param>
    /// <returns>
    /// A task that ends as the job's own task does: with its result, with its exception (the same object), or cancelled.
    /// </returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="job"/> is <see langword="null"/>; at the call or through the task.
    /// </exception>
    /// <exception cref="PoolStoppedException">
    /// Through the task: <see cref="StopAsync"/> came first. The job never starts.
    /// </exception>
    /// <exception cref="OperationCanceledException">Through the task: the token was cancelled before the job began.</exception>
    Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default);

    /// <summary>Accepts no more jobs. Those that were accepted before are run, or leave by being cancelled.</summary>
    /// <returns>
    /// A task that completes when every accepted job has ended and no worker is left. It never fails, and every call returns
    /// such a task, also while the pool is being stopped and afterwards. A job must not await it: it would wait for itself.
    /// </returns>
    Task StopAsync();
}

/// <summary>A job came too late: the pool is being stopped, or is.</summary>
public sealed class PoolStoppedException() : InvalidOperationException("The pool is stopped and accepts no more jobs.");

/// <summary>How the spec makes a pool: your class needs a public constructor of this shape.</summary>
/// <param name="workers">How many jobs may run at the same time; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">There is not one worker.</exception>
/// <remarks><see cref="IAsyncDisposable.DisposeAsync"/> is <see cref="IWorkerPool.StopAsync"/>.</remarks>
public delegate IWorkerPool NewWorkerPool(int workers);
