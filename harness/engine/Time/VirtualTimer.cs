using Katas.Engine.Interleaving.Running;
using Katas.Engine.Specs;

namespace Katas.Engine.Time;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    /// <summary>So often a timer may fire at one moment; one that is set for that moment each time never lets it pass.</summary>
    private const int MostAtOneMoment = 1000;

    private readonly Lock _gate = new();
    private TimeSpan _period;
    private TimeSpan _firedAt;
    private int _timesAtOneMoment;
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
    /// <exception cref="PropertyFailedException">It is set for the same moment again and again.</exception>
    public void Fire()
    {
        ExploredTime.Change(this);
        lock (_gate)
        {
            if (_disposed) return;
            CountAtOneMoment();
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

    private void CountAtOneMoment()
    {
        var now = time.Elapsed;
        (_firedAt, _timesAtOneMoment) = (now, now == _firedAt ? _timesAtOneMoment + 1 : 1);
        if (_timesAtOneMoment <= MostAtOneMoment) return;
        throw new PropertyFailedException("time goes on",
            $"At {now.TotalMilliseconds} ms a timer fired {MostAtOneMoment} times, and was set for now again each time.");
    }
}
