using Katas.Engine.Time;

namespace Katas.Specs.Concurrency;

/// <summary>A clock that tells the time correctly, and whose timers are late: they fire on demand.</summary>
/// <remarks>So they fire on any thread of the spec's choice too, as those of the thread pool do.</remarks>
internal sealed class HeldTimers(VirtualTime inner) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _set = [];

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <summary>How many timers are set.</summary>
    public int Count
    {
        get { lock (_gate) return _set.Count; }
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires what is due by now, on the calling thread; a periodic timer only once.</summary>
    /// <returns>Whether anything was due.</returns>
    public bool Fire()
    {
        var fired = false;
        for (; NextDue() is { } timer; fired = true) timer.Call();
        return fired;
    }

    private TimeSpan Now => inner.Elapsed;

    private Timer? NextDue()
    {
        lock (_gate)
        {
            var next = _set.Where(timer => timer.Due <= Now).MinBy(timer => timer.Due);
            if (next is null) return null;
            if (next.Period > TimeSpan.Zero) next.Due = Now + next.Period;
            else _set.Remove(next);
            return next;
        }
    }

    private sealed class Timer(HeldTimers clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            lock (clock._gate)
            {
                clock._set.Remove(this);
                if (_disposed) return false;
                (Due, Period) = (clock.Now + dueTime, period);
                if (dueTime != Timeout.InfiniteTimeSpan) clock._set.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._set.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A clock whose timestamps count nanoseconds, as those of Linux do; a tick is a hundred.</summary>
internal sealed class NanosecondClock(TimeProvider inner) : TimeProvider
{
    public override long TimestampFrequency => 1_000_000_000;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long GetTimestamp() => inner.GetTimestamp() * 100;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
