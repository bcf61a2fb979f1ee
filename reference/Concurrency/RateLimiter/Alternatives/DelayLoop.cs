namespace Katas.Concurrency;

/// <summary>The same promises with a loop, which sleeps from token to token while somebody waits.</summary>
/// <remarks>The sleep only wakes the loop. How many tokens have arrived is read from the clock.</remarks>
public sealed class DelayLoopRateLimiter : ITokenBucket
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly int _capacity;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private TimeSpan _next;
    private int _tokens;
    private bool _looping;
    private bool _disposed;

    /// <inheritdoc cref="NewTokenBucket"/>
    public DelayLoopRateLimiter(int capacity, TimeSpan interval, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _interval, _time, _tokens) = (capacity, interval, time, capacity);
        _origin = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public int Available
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_waiting.Count > 0) return 0;
                RefillUnsynchronized();
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
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = false;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (TryTakeUnsynchronized()) return;
            _waiting.Add(waiter);
            (start, _looping) = (!_looping, true);
        }

        if (start) _ = LoopAsync();
        try
        {
            await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Leave(waiter))
        {
            await waiter.Task.ConfigureAwait(false); // it was served, or sent away, before it could leave
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TaskCompletionSource[] left;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            left = [.. _waiting];
            _waiting.Clear();
        }

        _stop.Cancel();
        foreach (var waiter in left) waiter.SetException(new ObjectDisposedException(GetType().Name));
    }

    private bool TryTakeUnsynchronized()
    {
        if (_waiting.Count > 0) return false;
        var now = RefillUnsynchronized();
        if (_tokens == 0) return false;
        if (_tokens == _capacity) _next = now + _interval;
        _tokens--;
        return true;
    }

    private TimeSpan RefillUnsynchronized()
    {
        var now = _time.GetElapsedTime(_origin);
        if (_tokens == _capacity || now < _next) return now;
        var arrived = 1 + ((now - _next).Ticks / _interval.Ticks);
        _next += TimeSpan.FromTicks(_interval.Ticks * arrived);
        _tokens = (int)Math.Min((long)_capacity + _waiting.Count, _tokens + arrived);
        return now;
    }

    private async Task LoopAsync()
    {
        while (Serve() is { } sleep)
        {
            // Dispose ends the sleep, and with it the timer; that is no error.
            await Task.Delay(sleep, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Hands out what has arrived.</summary>
    /// <returns>How long to sleep; <see langword="null"/> when nobody waits any more.</returns>
    private TimeSpan? Serve()
    {
        List<TaskCompletionSource> served = [];
        TimeSpan? sleep;
        lock (_gate)
        {
            var now = RefillUnsynchronized();
            served.AddRange(_waiting.Take(_tokens));
            _waiting.RemoveRange(0, served.Count);
            _tokens -= served.Count;
            _looping = _waiting.Count > 0;
            sleep = _looping ? Sleep(_next - now) : null;
        }

        foreach (var waiter in served) waiter.SetResult();
        return sleep;
    }

    /// <summary>Task.Delay counts whole milliseconds. Rounded down, the last one would be no sleep at all.</summary>
    private static TimeSpan Sleep(TimeSpan due) =>
        due > LongestDelay ? LongestDelay : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));

    private bool Leave(TaskCompletionSource waiter)
    {
        lock (_gate) return _waiting.Remove(waiter);
    }
}
