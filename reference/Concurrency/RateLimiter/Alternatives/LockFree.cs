namespace Katas.Concurrency;

/// <summary>The same promises with no lock in TryTake: the bucket is one number, changed by compare-and-set.</summary>
/// <remarks>
/// <para>The number is the moment at which the bucket will be full (GCRA calls it the theoretical arrival time). A take
/// moves it one interval into the future; a token is there while it is no more than all intervals but one ahead.</para>
/// <para>The lowest bit says that somebody waits. While it is set TryTake refuses, and only who holds the lock of the
/// queue changes the number. So a take sees the bit and the tokens in one read, and cannot overtake.</para>
/// </remarks>
public sealed class LockFreeRateLimiter : ITokenBucket
{
    private const long SomebodyWaits = 1;
    private const long Disposed = -1; // its lowest bit is set too: TryTake needs to look only after it is refused
    private const long FarAhead = long.MaxValue / 8;
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly long _interval;
    private readonly long _burst;
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private long _state;

    /// <inheritdoc cref="NewTokenBucket"/>
    public LockFreeRateLimiter(int capacity, TimeSpan interval, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _interval, _time) = (capacity, interval.Ticks, time);
        _burst = (long)Int128.Min((Int128)_interval * (capacity - 1), FarAhead);
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public int Available
    {
        get
        {
            long seen, now;
            do
            {
                seen = Volatile.Read(ref _state);
                now = Now;
            }
            while (Volatile.Read(ref _state) != seen); // an old state and a new time would show tokens that never were

            ObjectDisposedException.ThrowIf(seen == Disposed, this);
            if ((seen & SomebodyWaits) != 0) return 0;
            var missing = Math.Max(0, (seen >> 1) - now);
            return _capacity - (int)((missing / _interval) + (missing % _interval == 0 ? 0 : 1));
        }
    }

    private long Now => _time.GetElapsedTime(_origin).Ticks;

    /// <inheritdoc/>
    public bool TryTake()
    {
        if (TryTake(out var seen)) return true;
        ObjectDisposedException.ThrowIf(seen == Disposed, this);
        return false;
    }

    /// <inheritdoc/>
    public Task TakeAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        if (TryTake(out var seen)) return Task.CompletedTask;
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            // Set the bit, unless it is set: then nobody but us can clear it. Each failure means that the state moved.
            do
            {
                if (TryTake(out seen)) return Task.CompletedTask;
            }
            while ((seen & SomebodyWaits) == 0
                && Interlocked.CompareExchange(ref _state, seen | SomebodyWaits, seen) != seen);

            if (seen == Disposed) return Task.FromException(new ObjectDisposedException(GetType().Name));
            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_waiting.Count == 1) SetTimerUnsynchronized(seen >> 1);
        }

        return WaitAsync(place, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TaskCompletionSource[] left;
        lock (_gate)
        {
            Interlocked.Exchange(ref _state, Disposed);
            left = [.. _waiting];
            _waiting.Clear();
            _timer.Dispose();
        }

        foreach (var waiter in left) waiter.SetException(new ObjectDisposedException(GetType().Name));
    }

    /// <summary>Takes a token; otherwise <paramref name="seen"/> is a state in which there was none.</summary>
    private bool TryTake(out long seen)
    {
        while (true)
        {
            seen = Volatile.Read(ref _state);
            if ((seen & SomebodyWaits) != 0) return false;
            var now = Now;
            var full = Math.Max(seen >> 1, now); // a bucket that is full saves no time: the count begins now
            if (full - now > _burst) return false;
            if (Interlocked.CompareExchange(ref _state, (full + _interval) << 1, seen) == seen) return true;
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave(place, token), null);
        await place.Value.Task.ConfigureAwait(false);
    }

    private void Serve()
    {
        List<TaskCompletionSource> served = [];
        lock (_gate)
        {
            if (_waiting.Count == 0) return; // all left, or the bucket was disposed
            var full = Volatile.Read(ref _state) >> 1;
            // No "or now" here: those who wait were there when their tokens came, however late this timer is.
            for (var now = Now; full - now <= _burst && _waiting.First is { } first; full += _interval)
            {
                served.Add(first.Value);
                _waiting.RemoveFirst();
            }

            Volatile.Write(ref _state, (full << 1) | (_waiting.Count > 0 ? SomebodyWaits : 0));
            if (_waiting.Count > 0) SetTimerUnsynchronized(full);
        }

        foreach (var waiter in served) waiter.SetResult();
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is null) return;
            _waiting.Remove(place);
            if (_waiting.Count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                Volatile.Write(ref _state, Volatile.Read(ref _state) & ~SomebodyWaits);
            }
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private void SetTimerUnsynchronized(long full)
    {
        var due = Math.Clamp(full - _burst - Now, 0, LongestTimer.Ticks);
        _timer.Change(TimeSpan.FromTicks(due), Timeout.InfiniteTimeSpan);
    }
}
