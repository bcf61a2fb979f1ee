using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Time;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        ExploredTime.Look(time);
        ExploredTime.Change(this);
        lock (_gate)
        {
            if (_disposed) return false;
            // A period of zero means "once", as it does for System.Threading.Timer.
            _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            time.Schedule(this, dueTime);
            return true;
        }
    }

    /// <summary>Runs the callback once, after setting the next due time, so that the callback may change it.</summary>
    public void Fire()
    {
        ExploredTime.Change(this);
        lock (_gate)
        {
            if (_disposed) return;
            if (_period != Timeout.InfiniteTimeSpan) time.Schedule(this, _period);
        }

        callback(state);
    }

    public void Dispose()
    {
        ExploredTime.Change(this);
        lock (_gate)
        {
            _disposed = true;
            time.Schedule(this, Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
