using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Running;

/// <summary>A timer on a machine's clock. Its callback runs when it is the machine's turn.</summary>
/// <remarks>
/// A callback that did not have its turn yet, because the machine stands still, is not asked for a second time: after a
/// pause of a minute a heartbeat of ten milliseconds comes once, as that of a real timer does, and not six thousand times.
/// </remarks>
internal sealed class NodeTimer(NodeClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private Setting? _setting;
    private bool _isWaiting;
    private int _cause;
    private bool _disposed;

    private Machine Machine => clock.Incarnation.Machine;

    private bool IsAlive => clock.Incarnation.IsAlive;

    private World World => clock.Incarnation.World;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        if (_disposed || !World.Stage.Admits(clock.Incarnation, nameof(NodeClock.CreateTimer))) return false;
        CallOff();
        // A period of zero means "once", as it does for System.Threading.Timer.
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        if (dueTime != Timeout.InfiniteTimeSpan) Set(clock.After(dueTime));
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        CallOff();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(long due)
    {
        _setting = new Setting(this, due, Machine.LastStep);
        World.Add(Math.Max(World.Now, Machine.Global(due)), Machine, _setting);
    }

    private void CallOff()
    {
        if (_setting is null) return;
        _setting = null;
        World.CalledOff();
    }

    private void Fire(Setting setting)
    {
        _setting = null;
        // From when it was due, not from now: the rounding of each time would add up.
        if (_period != Timeout.InfiniteTimeSpan) Set(Math.Min(NodeClock.Never, setting.Due + _period.Ticks));
        if (_isWaiting) return;
        (_isWaiting, _cause) = (true, setting.Cause);
        clock.Incarnation.Enqueue(static timer => ((NodeTimer)timer!).Call(), this);
    }

    private void Call()
    {
        _isWaiting = false;
        if (_disposed) return;
        World.Record(TraceKind.Timer, Machine, cause: _cause);
        callback(state);
    }

    /// <summary>One due time of the timer.</summary>
    private sealed class Setting(NodeTimer timer, long due, int cause) : IClockEvent
    {
        public Machine Machine => timer.Machine;

        public long Due => due;

        public int Cause => cause;

        public bool IsVoid => timer._setting != this || !timer.IsAlive;

        public void Happen()
        {
            if (!IsVoid) timer.Fire(this);
        }
    }
}
