using System.Threading.RateLimiting;

namespace Katas.Concurrency;

/// <summary>The same promises on System.Threading.RateLimiting: its queue, its cancellation, our clock.</summary>
/// <remarks>
/// The library's own <see cref="TokenBucketRateLimiter"/> reads the machine's clock whenever it is asked to replenish,
/// so it cannot be driven by a <see cref="TimeProvider"/>. Its <see cref="ConcurrencyLimiter"/> knows no time at all. A
/// token is a lease that its taker never gives back; the adapter gives one back for each interval that is over.
/// </remarks>
public sealed class LeasedRateLimiter : ITokenBucket
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly ConcurrencyLimiter _limiter;
    private readonly Queue<Task<RateLimitLease>> _leases = new();
    private readonly int _capacity;
    private readonly long _interval;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private long _countedTo;
    private bool _disposed;

    /// <inheritdoc cref="NewTokenBucket"/>
    public LeasedRateLimiter(int capacity, TimeSpan interval, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _interval, _time) = (capacity, interval.Ticks, time);
        _limiter = new(new()
        {
            PermitLimit = capacity,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public int Available
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                GiveBackUnsynchronized(Now);
                return (int)_limiter.GetStatistics()!.CurrentAvailablePermits;
            }
        }
    }

    private long Now => _time.GetElapsedTime(_origin).Ticks;

    /// <inheritdoc/>
    public bool TryTake()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            GiveBackUnsynchronized(Now);
            var lease = _limiter.AttemptAcquire();
            if (lease.IsAcquired) _leases.Enqueue(Task.FromResult(lease));
            return lease.IsAcquired;
        }
    }

    /// <inheritdoc/>
    public async Task TakeAsync(CancellationToken cancellationToken = default)
    {
        Task<RateLimitLease> lease;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var now = Now;
            GiveBackUnsynchronized(now);
            lease = _limiter.AcquireAsync(1, cancellationToken).AsTask();
            _leases.Enqueue(lease);
            if (!lease.IsCompleted) SetTimerUnsynchronized(now);
        }

        var acquired = await lease.ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!acquired.IsAcquired, this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
            _limiter.Dispose(); // ends every wait with a lease that is not acquired
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_disposed) return;
            var now = Now;
            GiveBackUnsynchronized(now);
            if (_limiter.GetStatistics()!.CurrentQueuedCount > 0) SetTimerUnsynchronized(now);
        }
    }

    /// <summary>One lease for each interval that is over; the library hands it to the first in its queue.</summary>
    private void GiveBackUnsynchronized(long now)
    {
        var arrived = (now - _countedTo) / _interval;
        _countedTo += arrived * _interval;
        while (arrived > 0 && GiveOneBackUnsynchronized()) arrived--;
        if (_limiter.GetStatistics()!.CurrentAvailablePermits == _capacity) _countedTo = now; // full: the count stops
    }

    private bool GiveOneBackUnsynchronized()
    {
        // The oldest first: before a wait that has not ended there are only leases, and waits that were cancelled.
        while (_leases.TryPeek(out var oldest) && oldest.IsCompleted)
        {
            _leases.Dequeue();
            if (!oldest.IsCompletedSuccessfully) continue;
            oldest.Result.Dispose();
            return true;
        }

        return false;
    }

    private void SetTimerUnsynchronized(long now) =>
        _timer.Change(
            TimeSpan.FromTicks(Math.Min(_countedTo + _interval - now, LongestTimer.Ticks)), Timeout.InfiniteTimeSpan);
}
