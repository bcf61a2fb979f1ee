namespace Katas.Engine.Time;

/// <summary>A clock that moves only when the spec says so. It never reads a real clock.</summary>
/// <remarks>
/// <para>It starts at 0 ms of elapsed time and at 2030-01-01 00:00 UTC. One timestamp unit is 100 ns, like
/// <see cref="TimeSpan.Ticks"/>, so that elapsed time has no rounding.</para>
/// <para>Timers fire in the order of their due times, those of one instant in the order in which they were set, on the
/// thread that calls <see cref="Advance"/>, one instant after another; after each instant the thread pool comes to rest,
/// so that continuations see the instant that released them. Members may be called from any thread.</para>
/// </remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _queue = new();
    private readonly HashSet<VirtualTimer> _active = [];
    private long _now;
    private long _order;
    private TimeSpan _wallClockOffset;

    /// <summary>The time since the clock began.</summary>
    public TimeSpan Elapsed
    {
        get { lock (_gate) return new TimeSpan(_now); }
    }

    /// <summary>How many timers are set. After a subject is disposed there must be none: each one holds it alive.</summary>
    public int ActiveTimers
    {
        get { lock (_gate) return _active.Count; }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate) return _now;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(_now) + _wallClockOffset;
    }

    /// <summary>
    /// Sets the wall clock forwards or backwards, as an operator or NTP does. Timestamps and timers do not notice.
    /// </summary>
    public void StepWallClock(TimeSpan by)
    {
        lock (_gate) _wallClockOffset += by;
    }

    /// <summary>Moves time forwards, firing every timer that falls due on the way.</summary>
    /// <param name="by">Zero fires what is due now. Time never moves backwards.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        PoolRest.Wait();
        long target;
        lock (_gate) target = _now + by.Ticks;
        while (NextDue(target) is { } timer)
        {
            timer.Fire();
            PoolRest.Wait();
        }

        lock (_gate) _now = Math.Max(_now, target);
    }

    /// <summary>Lets everything that is ready run: returns when the thread pool is at rest.</summary>
    public static void Settle() => PoolRest.Wait();

    /// <summary>Lets everything that is ready run until something holds, threads that are not the pool's included.</summary>
    /// <param name="holds">What is waited for; it is asked again and again.</param>
    /// <param name="patience">
    /// For how many looks, a thousandth of a second each, the process does next to nothing before this gives up.
    /// </param>
    /// <returns>Whether it holds. If not, nothing that is running could bring it about.</returns>
    public static bool SettleUntil(Func<bool> holds, int patience = 200)
    {
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        return PoolRest.Wait(holds, patience);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _queue.Remove(timer, out _, out _);
            _active.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            _queue.Enqueue(timer, (_now + dueTime.Ticks, _order++));
            _active.Add(timer);
        }
    }

    private VirtualTimer? NextDue(long target)
    {
        lock (_gate)
        {
            if (!_queue.TryPeek(out _, out var next) || next.Due > target) return null;
            _now = Math.Max(_now, next.Due);
            var timer = _queue.Dequeue();
            _active.Remove(timer);
            return timer;
        }
    }
}
