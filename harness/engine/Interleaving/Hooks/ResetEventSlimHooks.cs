using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="ManualResetEventSlim"/>.</summary>
internal static class ResetEventSlimHooks
{
    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static void Wait(ManualResetEventSlim gate, int site) => Take(gate, Timeout.Infinite, default, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static void Wait(ManualResetEventSlim gate, CancellationToken cancellation, int site) =>
        Take(gate, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim gate, int millisecondsTimeout, int site) =>
        Take(gate, millisecondsTimeout, default, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim gate, TimeSpan timeout, int site) =>
        Take(gate, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim gate, TimeSpan timeout, CancellationToken cancellation, int site) =>
        Take(gate, Taking.Milliseconds(timeout), cancellation, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(
        ManualResetEventSlim gate, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Take(gate, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Set))]
    public static void Set(ManualResetEventSlim gate, int site) => Change(gate, site, "set", g => g.Set());

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Reset))]
    public static void Reset(ManualResetEventSlim gate, int site) => Change(gate, site, "reset", g => g.Reset());

    [Replaces(typeof(ManualResetEventSlim), "get_IsSet")]
    public static bool IsSet(ManualResetEventSlim gate, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, gate, site, "is set", g => g.IsSet)
        : gate.IsSet;

    [Replaces(typeof(ManualResetEventSlim), "get_WaitHandle")]
    public static WaitHandle WaitHandle(ManualResetEventSlim gate, int site) => Aliases.Add(gate.WaitHandle, gate);

    private static bool Take(ManualResetEventSlim gate, int milliseconds, CancellationToken cancellation, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(gate), site, () => gate.Wait(0, cancellation),
                new Attempt("pass", milliseconds) { Cancellation = cancellation })
            : gate.Wait(milliseconds, cancellation);

    private static void Change(ManualResetEventSlim gate, int site, string verb, Action<ManualResetEventSlim> change)
    {
        if (LogicalThread.Current is { } thread)
            Taking.Change(thread, gate, site, verb, g => { change(g); return true; });
        else
            change(gate);
    }
}
