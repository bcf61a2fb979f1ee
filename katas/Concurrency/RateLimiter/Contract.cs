namespace Katas.Concurrency;

/// <summary>A token bucket: it allows bursts up to its capacity, and one call per interval in the long run.</summary>
/// <remarks>
/// <para>It begins full. While it is not full, one token arrives a whole interval after the bucket stopped being full,
/// and one more after each further interval. A full bucket does not save up time.</para>
/// <para>Elapsed time is what <see cref="TimeProvider.GetTimestamp"/> measures. Timers may fire late: that can keep
/// callers waiting, and changes nothing about when tokens arrive or whose they are.</para>
/// <para>Every member may be called from any number of threads at the same time, also by code that runs because a task
/// of this bucket has ended.</para>
/// </remarks>
public interface ITokenBucket : IDisposable
{
    /// <summary>The tokens that could be taken now, from 0 to the capacity; 0 while somebody waits.</summary>
    /// <exception cref="ObjectDisposedException">The bucket has been disposed.</exception>
    int Available { get; }

    /// <summary>Takes one token if one is there and nobody waits for it.</summary>
    /// <returns>Whether a token was taken. Never blocks.</returns>
    /// <exception cref="ObjectDisposedException">The bucket has been disposed.</exception>
    bool TryTake();

    /// <summary>
    /// Takes one token, waiting for it if need be. Tokens go to those who wait in the order in which they came.
    /// </summary>
    /// <param name="cancellationToken">
    /// Ends the wait; a token that is there at once is taken only if it is not cancelled. Nothing stays with it when the
    /// call has ended.
    /// </param>
    /// <returns>A task that completes when the token is taken.</returns>
    /// <exception cref="OperationCanceledException">
    /// Through the task: the token was cancelled; the exception carries it. The place in the queue is free at once.
    /// </exception>
    /// <exception cref="ObjectDisposedException">Through the task: the bucket is or was disposed.</exception>
    Task TakeAsync(CancellationToken cancellationToken = default);
}

/// <summary>How the spec makes a bucket: your class needs a public constructor of this shape.</summary>
/// <param name="capacity">The most tokens it holds, and with how many it begins; at least 1.</param>
/// <param name="interval">How long one token takes to arrive; positive.</param>
/// <param name="time">Where all time comes from.</param>
/// <exception cref="ArgumentOutOfRangeException">The capacity is below 1, or the interval is not positive.</exception>
/// <exception cref="ArgumentNullException"><paramref name="time"/> is <see langword="null"/>.</exception>
public delegate ITokenBucket NewTokenBucket(int capacity, TimeSpan interval, TimeProvider time);
