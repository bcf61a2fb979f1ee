using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Timers;
using Katas.Engine.Interleaving.Running;
using Timer = System.Timers.Timer;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Timer"/> of <c>System.Timers</c> in virtual time; the real one is never enabled.</summary>
internal static class ComponentTimerHooks
{
    private static readonly ConditionalWeakTable<Timer, State> Known = [];

    [Replaces(typeof(Timer), "add_Elapsed")]
    public static void AddElapsed(Timer timer, ElapsedEventHandler value, int site)
    {
        if (Of(timer) is { } state)
            state.Elapsed += value;
        else
            timer.Elapsed += value;
    }

    [Replaces(typeof(Timer), "remove_Elapsed")]
    public static void RemoveElapsed(Timer timer, ElapsedEventHandler value, int site)
    {
        if (Of(timer) is { } state)
            state.Elapsed -= value;
        else
            timer.Elapsed -= value;
    }

    [Replaces(typeof(Timer), "get_Enabled")]
    public static bool Enabled(Timer timer, int site) => Of(timer) is { } state
        ? Taking.Look(LogicalThread.Current!, timer, site, "is enabled", _ => state.IsEnabled)
        : timer.Enabled;

    [Replaces(typeof(Timer), "set_Enabled")]
    public static void SetEnabled(Timer timer, bool value, int site)
    {
        if (Of(timer) is { } state)
            Taking.Change(LogicalThread.Current!, timer, site, value ? "start" : "stop", _ => state.Enable(value));
        else
            timer.Enabled = value;
    }

    [Replaces(typeof(Timer), nameof(Timer.Start))]
    public static void Start(Timer timer, int site) => SetEnabled(timer, true, site);

    [Replaces(typeof(Timer), nameof(Timer.Stop))]
    public static void Stop(Timer timer, int site) => SetEnabled(timer, false, site);

    [Replaces(typeof(Timer), nameof(Timer.Close))]
    public static void Close(Timer timer, int site) => Dispose(timer, site);

    [Replaces(typeof(Component), nameof(Component.Dispose))]
    public static void Dispose(Component component, int site)
    {
        if (component is Timer timer && Of(timer) is not null)
            SetEnabled(timer, false, site);
        component.Dispose();
    }

    [Replaces(typeof(Timer), "set_Interval")]
    public static void SetInterval(Timer timer, double value, int site)
    {
        timer.Interval = value;
        if (Of(timer) is { IsEnabled: true } state)
            Taking.Change(LogicalThread.Current!, timer, site, "change", _ => state.Enable(true));
    }

    private static State? Of(Timer timer) => LogicalThread.Current is { } thread
        ? Known.GetValue(timer, t => new State(t, thread.Run))
        : null;

    private sealed class State(Timer timer, ScheduleRun run)
    {
        private ExplorationTimer? _ticks;

        public event ElapsedEventHandler? Elapsed;

        public bool IsEnabled { get; private set; }

        public bool Enable(bool isEnabled)
        {
            IsEnabled = isEnabled;
            _ticks ??= new ExplorationTimer(run, Tick);
            var interval = isEnabled ? TimeSpan.FromMilliseconds(Math.Ceiling(timer.Interval)) : Timeout.InfiniteTimeSpan;
            _ticks.Change(interval, timer.AutoReset ? interval : Timeout.InfiniteTimeSpan);
            return true;
        }

        private void Tick()
        {
            if (!timer.AutoReset)
                IsEnabled = false;
            Elapsed?.Invoke(timer, new ElapsedEventArgs(run.Time.GetLocalNow().DateTime));
        }
    }
}
