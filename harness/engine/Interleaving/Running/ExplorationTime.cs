namespace Katas.Engine.Interleaving.Running;

/// <summary>The time of one schedule. It passes when no thread can go on, or when a timer is chosen to fire.</summary>
/// <remarks>
/// It begins at 2030-01-01 00:00 UTC, as <see cref="Engine.Time.VirtualTime"/> does. A timer's callback is a thread of the
/// schedule. Timers fire in the order of their due times.
/// </remarks>
internal sealed class ExplorationTime(ScheduleRun run) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Read = "the time";

    private readonly Location _place = new(new object(), null);
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp()
    {
        NoteLook();
        return _now;
    }

    public override DateTimeOffset GetUtcNow()
    {
        NoteLook();
        return Start.AddTicks(_now);
    }

    /// <summary>The running thread's wait has let time pass: whoever reads the time depends on it.</summary>
    /// <remarks>Until a schedule has read the time nothing is said: timers would all depend on each other.</remarks>
    public void NotePassed(LogicalThread thread)
    {
        if (run.Contended.Contains(Read))
            run.Made(thread, _place, StepKind.Update);
    }

    /// <summary>The time so many milliseconds from now.</summary>
    public long After(double milliseconds)
    {
        var ticks = milliseconds * TimeSpan.TicksPerMillisecond;
        return ticks >= long.MaxValue - _now ? long.MaxValue - 1 : _now + (long)ticks;
    }

    /// <summary>Lets time pass until then; it never goes back.</summary>
    public void Reach(long time) => _now = Math.Max(_now, time);

    /// <inheritdoc/>
    /// <remarks>On a thread that runs no operation the timer never fires.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ExplorationTimer(run, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void NoteLook()
    {
        if (LogicalThread.Current is not { } thread || thread.Run != run || !run.Step(thread))
            return;
        run.Contended.Find(Read);
        if (run.Contended.Contains(Read))
            run.Switch(thread);
        run.Made(thread, _place, StepKind.Look);
    }
}

/// <summary>A timer of an <see cref="ExplorationTime"/>.</summary>
internal sealed class ExplorationTimer(ScheduleRun run, Action callback) : ITimer
{
    private readonly Location _place = new(new object(), null);
    private LogicalThread? _pending;
    private TimeSpan _period;
    private bool _isDisposed;
    private int _running;
    private Action? _whenIdle;

    public bool IsDisposed => _isDisposed;

    /// <summary>Calls back as soon as no callback runs, which may be now.</summary>
    public void WhenIdle(Action action)
    {
        if (_running == 0)
            action();
        else
            _whenIdle += action;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed || LogicalThread.Current is not { } thread || run.IsAborting)
            return false;
        run.Switch(thread);
        Withdraw();
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            run.Made(thread, _place, StepKind.Update);
            _pending = run.Spawn(thread, "timer", Fire, Due(dueTime, mayComeEarly: true));
        }

        return true;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        if (LogicalThread.Current is not { } thread || run.IsAborting)
            return;
        run.Switch(thread);
        run.Made(thread, _place, StepKind.Update);
        _isDisposed = true;
        Withdraw();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        // Inline: a thread of the pool is in no schedule.
        var idle = new TaskCompletionSource(TaskCreationOptions.None);
        WhenIdle(idle.SetResult);
        return new ValueTask(idle.Task);
    }

    private Wait Due(TimeSpan time, bool mayComeEarly) =>
        new(_place, "timer", Rewriting.Site.None, time.TotalMilliseconds) { IsTimer = true, MayComeEarly = mayComeEarly };

    private void Fire()
    {
        var thread = LogicalThread.Current!;
        run.Made(thread, _place, StepKind.Update);
        run.Time.NotePassed(thread);
        if (_isDisposed)
            return;
        _pending = null;
        // The next time is set first, as the real timer does: the callback may change it.
        if (_period != Timeout.InfiniteTimeSpan)
            _pending = run.Spawn(thread, "timer", Fire, Due(_period, mayComeEarly: false));
        _running++;
        callback();
        if (--_running == 0)
            _whenIdle?.Invoke();
    }

    /// <summary>What has not fired yet does not fire any more.</summary>
    private void Withdraw()
    {
        if (_pending is { Progress: Progress.Blocked, Worker: null, WaitingFor: { } due } pending)
        {
            // It might have fired just before: a step without effect shows the search that the order matters.
            pending.Body = () => run.Made(pending, _place, StepKind.Update);
            (pending.WaitingFor, pending.Progress) = (null, due.MayComeEarly ? Progress.Ready : Progress.Finished);
        }

        _pending = null;
    }
}
