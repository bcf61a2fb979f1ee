using System.Diagnostics;

namespace Katas.Concurrency;

/// <summary>A token bucket under one lock: the clock counts the tokens, whenever somebody looks.</summary>
/// <remarks>
/// The bucket is three values that change together: the tokens, the moment from which the next one is counted, and the
/// queue. A timer is set only when somebody waits, and only to look again: firing late costs the waiters time, never a
/// token. Tasks are completed after the lock is left.
/// </remarks>
public sealed class RateLimiter : ITokenBucket
{
    /// <summary>Below the 49 days that a timer can count; one that fires early is set again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly int _capacity;
    private readonly long _interval;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private int _tokens;
    private long _countedTo;
    private bool _disposed;

    /// <inheritdoc cref="NewTokenBucket"/>
    public RateLimiter(int capacity, TimeSpan interval, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _interval, _time, _tokens) = (capacity, interval.Ticks, time, capacity);
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Always the distance from one origin: it is rounded once, so nothing adds up.</summary>
    private long Now => _time.GetElapsedTime(_origin).Ticks;

    /// <inheritdoc/>
    public int Available
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_waiting.Count > 0) return 0;
                RefillUnsynchronized(Now);
                return _tokens;
            }
        }
    }

    /// <inheritdoc/>
    public bool TryTake()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return TryTakeUnsynchronized();
        }
    }

    /// <inheritdoc/>
    public async Task TakeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (TryTakeUnsynchronized()) return;
            // Asynchronously: whoever completes the task must not run the waiter's code on its own stack.
            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_waiting.Count == 1) SetTimerUnsynchronized(Now);
        }

        // Outside the lock: disposing the registration waits for a Leave that is running, and Leave wants the lock.
        using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave(place, token), null);
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TaskCompletionSource[] left;
        lock (_gate)
        {
            _disposed = true;
            left = [.. _waiting];
            _waiting.Clear();
            _timer.Dispose();
        }

        foreach (var waiter in left) waiter.SetException(new ObjectDisposedException(nameof(RateLimiter)));
    }

    private bool TryTakeUnsynchronized()
    {
        if (_waiting.Count > 0) return false; // whatever has arrived by now is theirs, even if the timer is late
        var now = Now;
        RefillUnsynchronized(now);
        if (_tokens == 0) return false;
        if (_tokens == _capacity) _countedTo = now;
        _tokens--;
        return true;
    }

    private void RefillUnsynchronized(long now)
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        Debug.Assert(_tokens >= 0 && _tokens <= _capacity, "no token is invented, and none is owed");
        Debug.Assert(_waiting.Count == 0 || _tokens == 0, "nobody waits beside a token");
        // In a full bucket this moves only the count, which the take that makes room begins anew.
        var arrived = (now - _countedTo) / _interval;
        _countedTo += arrived * _interval;
        // Those who wait have room too: a late look must not throw away what arrived for them.
        _tokens = (int)Math.Min((long)_capacity + _waiting.Count, _tokens + arrived);
    }

    private void SetTimerUnsynchronized(long now)
    {
        var due = Math.Clamp(_countedTo + _interval - now, 0, LongestTimer.Ticks);
        _timer.Change(TimeSpan.FromTicks(due), Timeout.InfiniteTimeSpan);
    }

    private void Serve()
    {
        List<TaskCompletionSource> served = [];
        lock (_gate)
        {
            if (_disposed || _waiting.Count == 0) return;
            var now = Now;
            RefillUnsynchronized(now);
            for (; _tokens > 0 && _waiting.First is { } first; _tokens--)
            {
                served.Add(first.Value);
                _waiting.RemoveFirst();
            }

            if (_waiting.Count > 0) SetTimerUnsynchronized(now);
        }

        foreach (var waiter in served) waiter.SetResult();
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is null) return; // served, or sent away by Dispose: the place is no longer theirs
            _waiting.Remove(place); // if nobody waits now, the timer finds that out
        }

        place.Value.SetCanceled(cancellationToken);
    }
}
