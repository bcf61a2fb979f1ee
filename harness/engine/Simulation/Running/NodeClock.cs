namespace Katas.Engine.Simulation.Running;

/// <summary>The clock of a machine, as one start of its program sees it.</summary>
/// <remarks>
/// Timestamps count from some moment before the program began, another one on each machine and in each start, as they do on
/// real machines: comparing those of two machines, or those from before and after a crash, means nothing.
/// </remarks>
internal sealed class NodeClock(Incarnation incarnation) : TimeProvider
{
    /// <summary>So late that no run comes there, and so early that no sum with it overflows.</summary>
    public const long Never = long.MaxValue / 4;

    private static readonly DateTimeOffset Beginning = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long _offset = (long)(incarnation.World.Draw.Next(
        Draw.Purpose.NodeRandom, (ulong)incarnation.Machine.Index << 32, (ulong)incarnation.Start) % TimeSpan.TicksPerHour);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Whose clock it is.</summary>
    public Incarnation Incarnation => incarnation;

    private Machine Machine => incarnation.Machine;

    public override long GetTimestamp()
    {
        incarnation.World.Stage.Notice(incarnation, nameof(GetTimestamp));
        return _offset + Machine.Local(incarnation.World.Now);
    }

    public override DateTimeOffset GetUtcNow()
    {
        incarnation.World.Stage.Notice(incarnation, nameof(GetUtcNow));
        return Beginning.AddTicks(Machine.Local(incarnation.World.Now) + Machine.WallOffset);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new NodeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>What the clock will show when that much has passed on it.</summary>
    public long After(TimeSpan time)
    {
        var local = Machine.Local(incarnation.World.Now);
        return time.Ticks > Never - local ? Never : local + time.Ticks;
    }
}
