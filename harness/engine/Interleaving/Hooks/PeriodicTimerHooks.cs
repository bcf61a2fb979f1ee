using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="PeriodicTimer"/> in virtual time.</summary>
/// <remarks>The real one would end a wait on the thread pool. Its object stays, and never ticks.</remarks>
internal static class PeriodicTimerHooks
{
    private static readonly ConditionalWeakTable<PeriodicTimer, Ticks> Known = [];

    [Replaces(typeof(PeriodicTimer), ".ctor")]
    public static PeriodicTimer Create(TimeSpan period, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return new PeriodicTimer(period);
        // Throws what the real one throws.
        new PeriodicTimer(period).Dispose();
        var timer = new PeriodicTimer(Timeout.InfiniteTimeSpan);
        Known.Add(timer, new Ticks(thread.Run, period));
        return timer;
    }

    [Replaces(typeof(PeriodicTimer), ".ctor")]
    public static PeriodicTimer Create(TimeSpan period, TimeProvider timeProvider, int site) =>
        LogicalThread.Current is { } thread && timeProvider == thread.Run.Time
            ? Create(period, site)
            : new PeriodicTimer(period, timeProvider);

    [Replaces(typeof(PeriodicTimer), nameof(PeriodicTimer.WaitForNextTickAsync))]
    public static ValueTask<bool> WaitForNextTickAsync(PeriodicTimer timer, CancellationToken cancellation, int site) =>
        Behind(timer) is { } ticks ? ticks.Next(timer, cancellation, site) : timer.WaitForNextTickAsync(cancellation);

    [Replaces(typeof(PeriodicTimer), "get_Period")]
    public static TimeSpan Period(PeriodicTimer timer, int site) => Behind(timer)?.Period ?? timer.Period;

    [Replaces(typeof(PeriodicTimer), "set_Period")]
    public static void SetPeriod(PeriodicTimer timer, TimeSpan value, int site)
    {
        if (Behind(timer) is not { } ticks)
        {
            timer.Period = value;
            return;
        }

        new PeriodicTimer(value).Dispose();
        var wait = LogicalThread.Current!.ArriveToChange(Taking.Place(timer), site);
        ticks.Period = value;
        LogicalThread.Current!.Released(wait, "change");
    }

    [Replaces(typeof(PeriodicTimer), nameof(PeriodicTimer.Dispose))]
    public static void Dispose(PeriodicTimer timer, int site)
    {
        if (Behind(timer) is { } ticks)
        {
            var wait = LogicalThread.Current!.ArriveToChange(Taking.Place(timer), site);
            ticks.End();
            LogicalThread.Current!.Released(wait, "dispose");
        }

        timer.Dispose();
    }

    private static Ticks? Behind(PeriodicTimer timer) =>
        LogicalThread.Current is not null && Known.TryGetValue(timer, out var ticks) ? ticks : null;

    private sealed class Ticks
    {
        private readonly ITimer _timer;
        private TaskCompletionSource<bool>? _waiting;
        private CancellationTokenRegistration _registration;
        private bool _hasTicked;
        private bool _hasEnded;

        public Ticks(ScheduleRun run, TimeSpan period)
        {
            Period = period;
            _timer = run.Time.CreateTimer(_ => Tick(), null, period, period);
        }

        public TimeSpan Period
        {
            get;
            set
            {
                field = value;
                _timer?.Change(value, value);
            }
        }

        public ValueTask<bool> Next(PeriodicTimer timer, CancellationToken cancellation, int site)
        {
            var thread = LogicalThread.Current!;
            thread.Released(thread.ArriveToChange(Taking.Place(timer), site), "wait for a tick of");
            if (_waiting is not null)
                throw new InvalidOperationException("Operation is not valid due to the current state of the object.");
            if (cancellation.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(cancellation);
            if (_hasEnded)
                return new ValueTask<bool>(false);
            if (_hasTicked)
            {
                _hasTicked = false;
                return new ValueTask<bool>(true);
            }

            // Inline: a thread of the pool is in no schedule.
            var waiting = _waiting = new TaskCompletionSource<bool>(TaskCreationOptions.None);
            _registration = cancellation.UnsafeRegister(_ => Take()?.TrySetCanceled(cancellation), null);
            return new ValueTask<bool>(waiting.Task);
        }

        public void End()
        {
            _hasEnded = true;
            _timer.Dispose();
            Take()?.TrySetResult(false);
        }

        private void Tick()
        {
            if (Take() is { } waiting)
                waiting.TrySetResult(true);
            else
                _hasTicked = true;
        }

        /// <summary>Whoever waits, who waits no more.</summary>
        private TaskCompletionSource<bool>? Take()
        {
            var waiting = _waiting;
            _waiting = null;
            _registration.Unregister();
            return waiting;
        }
    }
}
