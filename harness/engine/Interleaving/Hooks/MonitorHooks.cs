using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The <c>lock</c> statement and <see cref="Monitor"/>, without blocking the real thread.</summary>
internal static class MonitorHooks
{
    [Replaces(typeof(Monitor), nameof(Monitor.Enter))]
    public static void Enter(object gate, int site) => TryEnter(gate, Timeout.Infinite, site);

    [Replaces(typeof(Monitor), nameof(Monitor.Enter))]
    public static void Enter(object gate, ref bool taken, int site) => taken = TryEnter(gate, Timeout.Infinite, site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object gate, int site) => TryEnter(gate, 0, site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object gate, ref bool taken, int site) => taken = TryEnter(gate, 0, site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object gate, TimeSpan timeout, int site) =>
        TryEnter(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object gate, TimeSpan timeout, ref bool taken, int site) =>
        taken = TryEnter(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object gate, int millisecondsTimeout, ref bool taken, int site) =>
        taken = TryEnter(gate, millisecondsTimeout, site);

    [Replaces(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object gate, int millisecondsTimeout, int site)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (LogicalThread.Current is not { } thread)
            return Monitor.TryEnter(gate, millisecondsTimeout);
        return Taking.Take(thread, gate, site, millisecondsTimeout, "lock", Monitor.TryEnter);
    }

    [Replaces(typeof(Monitor), nameof(Monitor.Exit))]
    public static void Exit(object gate, int site)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (LogicalThread.Current is not { } thread)
        {
            Monitor.Exit(gate);
            return;
        }

        var wait = thread.Leave(Taking.Place(gate), site);
        Monitor.Exit(gate);
        thread.Released(wait, "unlock", isFree: !Monitor.IsEntered(gate));
    }
}
