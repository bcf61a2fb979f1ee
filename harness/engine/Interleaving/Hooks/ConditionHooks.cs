using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Monitor"/> as a condition variable: the real gate, and our own queue for pulses.</summary>
internal static class ConditionHooks
{
    [Replaces(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object gate, int site) => Wait(gate, Timeout.Infinite, site);

    [Replaces(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object gate, TimeSpan timeout, int site) =>
        Wait(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object gate, TimeSpan timeout, bool exitContext, int site) =>
        Wait(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object gate, int millisecondsTimeout, bool exitContext, int site) =>
        Wait(gate, millisecondsTimeout, site);

    [Replaces(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object gate, int millisecondsTimeout, int site)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (LogicalThread.Current is not { } thread)
            return Monitor.Wait(gate, millisecondsTimeout);
        // Throws what the real method throws when the gate is not held.
        Monitor.Pulse(gate);
        var isPulsed = WaitForPulse(thread, gate, millisecondsTimeout, site, LeaveCompletely(thread, gate, site));
        return isPulsed;
    }

    [Replaces(typeof(Monitor), nameof(Monitor.Pulse))]
    public static void Pulse(object gate, int site) => Pulse(gate, isForAll: false, site);

    [Replaces(typeof(Monitor), nameof(Monitor.PulseAll))]
    public static void PulseAll(object gate, int site) => Pulse(gate, isForAll: true, site);

    private static int LeaveCompletely(LogicalThread thread, object gate, int site)
    {
        var depth = 0;
        for (; Monitor.IsEntered(gate); depth++)
        {
            var wait = thread.Leave(Taking.Place(gate), site);
            Monitor.Exit(gate);
            thread.Released(wait, "unlock", isFree: !Monitor.IsEntered(gate));
        }

        return depth;
    }

    private static bool WaitForPulse(LogicalThread thread, object gate, int milliseconds, int site, int depth)
    {
        thread.IsPulsed = false;
        var wait = new Wait(Pulses(gate), "", thread.Run.Sites[site], milliseconds);
        while (!thread.IsPulsed && thread.Block(wait, "waits for a pulse of"))
        {
            // Everyone tries again before a deadlock is declared; without a pulse this one goes on waiting.
        }

        thread.WaitingFor = null;
        for (; depth > 0; depth--)
            MonitorHooks.Enter(gate, site);
        return thread.IsPulsed;
    }

    private static void Pulse(object gate, bool isForAll, int site)
    {
        if (isForAll)
            Monitor.PulseAll(gate);
        else
            Monitor.Pulse(gate);
        if (LogicalThread.Current is not { } thread || !thread.Run.Step(thread))
            return;
        thread.Run.Pulse(Pulses(gate), isForAll);
        var verb = isForAll ? "pulse all" : "pulse";
        thread.Note(new Wait(Taking.Place(gate), "", thread.Run.Sites[site]), verb);
    }

    private static Location Pulses(object gate) => new(gate, Running.Wait.Pulse);
}
