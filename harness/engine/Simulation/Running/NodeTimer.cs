using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Running;

/// <summary>A timer on a machine's clock. Its callback runs when it is the machine's turn.</summary>
internal sealed class NodeTimer(NodeClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private int _setting;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        if (_disposed || !clock.Incarnation.World.Stage.Admits(clock.Incarnation, nameof(NodeClock.CreateTimer))) return false;
        _setting++; // what was set before comes to nothing
        // A period of zero means "once", as it does for System.Threading.Timer.
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        if (dueTime != Timeout.InfiniteTimeSpan) Set(dueTime);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _setting++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(TimeSpan dueTime)
    {
        var machine = clock.Incarnation.Machine;
        var world = clock.Incarnation.World;
        world.Add(clock.Due(dueTime), machine, new Setting(this, _setting, machine.LastStep));
    }

    private void Fire(int setting, int cause)
    {
        var incarnation = clock.Incarnation;
        if (setting != _setting || !incarnation.IsAlive) return;
        incarnation.World.Record(TraceKind.Timer, incarnation.Machine, cause: cause);
        if (_period != Timeout.InfiniteTimeSpan) Set(_period);
        incarnation.Enqueue(static timer => ((NodeTimer)timer!).Call(), this);
    }

    private void Call()
    {
        if (!_disposed) callback(state);
    }

    /// <summary>One due time of the timer.</summary>
    private sealed class Setting(NodeTimer timer, int number, int cause) : ISimEvent
    {
        public void Happen() => timer.Fire(number, cause);
    }
}
