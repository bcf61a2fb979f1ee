using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Timer"/>: a real one that is never set, and a timer of virtual time that fires for it.</summary>
internal static class TimerHooks
{
    private static readonly ConditionalWeakTable<Timer, ExplorationTimer> Known = [];

    [Replaces(typeof(Timer), ".ctor")]
    public static Timer Create(TimerCallback callback, int site) => Create(
        callback, null, Timeout.Infinite, Timeout.Infinite, () => new Timer(callback), passesItself: true);

    [Replaces(typeof(Timer), ".ctor")]
    public static Timer Create(TimerCallback callback, object? state, int dueTime, int period, int site) =>
        Create(callback, state, dueTime, period, () => new Timer(callback, state, dueTime, period));

    [Replaces(typeof(Timer), ".ctor")]
    public static Timer Create(TimerCallback callback, object? state, long dueTime, long period, int site) =>
        Create(callback, state, dueTime, period, () => new Timer(callback, state, dueTime, period));

    [Replaces(typeof(Timer), ".ctor")]
    public static Timer Create(TimerCallback callback, object? state, uint dueTime, uint period, int site) =>
        Create(callback, state, (int)dueTime, (int)period, () => new Timer(callback, state, dueTime, period));

    [Replaces(typeof(Timer), ".ctor")]
    public static Timer Create(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, int site) =>
        Create(
            callback, state, (long)dueTime.TotalMilliseconds, (long)period.TotalMilliseconds,
            () => new Timer(callback, state, dueTime, period));

    [Replaces(typeof(Timer), nameof(Timer.Change))]
    public static bool Change(Timer timer, int dueTime, int period, int site) => Change(timer, (long)dueTime, period, site);

    [Replaces(typeof(Timer), nameof(Timer.Change))]
    public static bool Change(Timer timer, uint dueTime, uint period, int site) =>
        Change(timer, (int)dueTime, (int)period, site);

    [Replaces(typeof(Timer), nameof(Timer.Change))]
    public static bool Change(Timer timer, TimeSpan dueTime, TimeSpan period, int site) =>
        Change(timer, (long)dueTime.TotalMilliseconds, (long)period.TotalMilliseconds, site);

    [Replaces(typeof(Timer), nameof(Timer.Change))]
    public static bool Change(Timer timer, long dueTime, long period, int site)
    {
        if (Behind(timer) is not { } own)
            return timer.Change(dueTime, period);
        var wait = LogicalThread.Current!.ArriveToChange(Taking.Place(timer), site);
        var isChanged = own.Change(Span(dueTime), Span(period));
        LogicalThread.Current!.Released(wait, "change");
        return isChanged;
    }

    [Replaces(typeof(Timer), nameof(Timer.Dispose))]
    public static void Dispose(Timer timer, int site)
    {
        End(timer, site);
        timer.Dispose();
    }

    [Replaces(typeof(Timer), nameof(Timer.Dispose))]
    public static bool Dispose(Timer timer, WaitHandle notifyObject, int site)
    {
        if (Behind(timer) is not { } own)
            return timer.Dispose(notifyObject);
        ArgumentNullException.ThrowIfNull(notifyObject);
        if (own.IsDisposed)
            return false;
        End(timer, site);
        own.WhenIdle(() => Signal(notifyObject, site));
        return true;
    }

    [Replaces(typeof(Timer), nameof(Timer.DisposeAsync))]
    public static ValueTask DisposeAsync(Timer timer, int site)
    {
        if (Behind(timer) is not { } own)
            return timer.DisposeAsync();
        End(timer, site);
        // Inline: a thread of the pool is in no schedule.
        var idle = new TaskCompletionSource(TaskCreationOptions.None);
        own.WhenIdle(idle.SetResult);
        return new ValueTask(idle.Task);
    }

    private static Timer Create(
        TimerCallback callback, object? state, long dueTime, long period, Func<Timer> real,
        bool passesItself = false)
    {
        if (LogicalThread.Current is not { } thread)
            return real();
        ArgumentNullException.ThrowIfNull(callback);
        var (due, again) = (Span(dueTime), Span(period));
        var timer = new Timer(callback, state, Timeout.Infinite, Timeout.Infinite);
        var own = new ExplorationTimer(thread.Run, () => callback(passesItself ? timer : state));
        Known.Add(timer, own);
        own.Change(due, again);
        return timer;
    }

    private static void End(Timer timer, int site)
    {
        if (Behind(timer) is not { } own)
            return;
        var wait = LogicalThread.Current!.ArriveToChange(Taking.Place(timer), site);
        own.Dispose();
        LogicalThread.Current!.Released(wait, "dispose");
    }

    private static void Signal(WaitHandle handle, int site)
    {
        if (handle is EventWaitHandle gate)
            WaitHandleHooks.Set(gate, site);
    }

    private static ExplorationTimer? Behind(Timer timer) =>
        LogicalThread.Current is not null && Known.TryGetValue(timer, out var own) ? own : null;

    private static TimeSpan Span(long milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, uint.MaxValue - 1);
        return TimeSpan.FromMilliseconds(milliseconds);
    }
}
