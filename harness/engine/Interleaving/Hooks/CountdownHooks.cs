using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="CountdownEvent"/>.</summary>
internal static class CountdownHooks
{
    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static void Wait(CountdownEvent countdown, int site) => Take(countdown, Timeout.Infinite, default, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static void Wait(CountdownEvent countdown, CancellationToken cancellation, int site) =>
        Take(countdown, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout, int site) =>
        Take(countdown, millisecondsTimeout, default, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, TimeSpan timeout, int site) =>
        Take(countdown, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, TimeSpan timeout, CancellationToken cancellation, int site) =>
        Take(countdown, Taking.Milliseconds(timeout), cancellation, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(
        CountdownEvent countdown, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Take(countdown, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Signal))]
    public static bool Signal(CountdownEvent countdown, int site) => Change(countdown, site, "signal", c => c.Signal());

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Signal))]
    public static bool Signal(CountdownEvent countdown, int signalCount, int site) =>
        Change(countdown, site, "signal", c => c.Signal(signalCount));

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.AddCount))]
    public static void AddCount(CountdownEvent countdown, int site) => AddCount(countdown, 1, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.AddCount))]
    public static void AddCount(CountdownEvent countdown, int signalCount, int site) =>
        Change(countdown, site, "add to", c => { c.AddCount(signalCount); return true; });

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.TryAddCount))]
    public static bool TryAddCount(CountdownEvent countdown, int site) => TryAddCount(countdown, 1, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.TryAddCount))]
    public static bool TryAddCount(CountdownEvent countdown, int signalCount, int site) =>
        Change(countdown, site, "try to add to", c => c.TryAddCount(signalCount));

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Reset))]
    public static void Reset(CountdownEvent countdown, int site) =>
        Change(countdown, site, "reset", c => { c.Reset(); return true; });

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Reset))]
    public static void Reset(CountdownEvent countdown, int count, int site) =>
        Change(countdown, site, "reset", c => { c.Reset(count); return true; });

    [Replaces(typeof(CountdownEvent), "get_CurrentCount")]
    public static int CurrentCount(CountdownEvent countdown, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, countdown, site, "count", c => c.CurrentCount)
        : countdown.CurrentCount;

    [Replaces(typeof(CountdownEvent), "get_IsSet")]
    public static bool IsSet(CountdownEvent countdown, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, countdown, site, "is set", c => c.IsSet)
        : countdown.IsSet;

    [Replaces(typeof(CountdownEvent), "get_WaitHandle")]
    public static WaitHandle WaitHandle(CountdownEvent countdown, int site) =>
        Aliases.Add(countdown.WaitHandle, countdown);

    private static bool Take(CountdownEvent countdown, int milliseconds, CancellationToken cancellation, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(countdown), site, () => countdown.Wait(0, cancellation),
                new Attempt("pass", milliseconds) { Cancellation = cancellation })
            : countdown.Wait(milliseconds, cancellation);

    private static TResult Change<TResult>(
        CountdownEvent countdown, int site, string verb, Func<CountdownEvent, TResult> change) =>
        LogicalThread.Current is { } thread
            ? Taking.Change(thread, countdown, site, verb, change)
            : change(countdown);
}
