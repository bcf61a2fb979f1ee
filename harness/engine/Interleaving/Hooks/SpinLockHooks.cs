using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="SpinLock"/>, a structure: its place is found by its address.</summary>
internal static class SpinLockHooks
{
    [Replaces(typeof(SpinLock), nameof(SpinLock.Enter))]
    public static void Enter(ref SpinLock gate, ref bool taken, int site) =>
        TryEnter(ref gate, Timeout.Infinite, ref taken, site);

    [Replaces(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock gate, ref bool taken, int site) =>
        TryEnter(ref gate, 0, ref taken, site);

    [Replaces(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock gate, TimeSpan timeout, ref bool taken, int site) =>
        TryEnter(ref gate, Taking.Milliseconds(timeout), ref taken, site);

    [Replaces(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock gate, int millisecondsTimeout, ref bool taken, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            gate.TryEnter(millisecondsTimeout, ref taken);
            return;
        }

        var wait = thread.Arrive(
            Place(thread, ref gate), site, millisecondsTimeout);
        for (gate.TryEnter(ref taken); !taken; gate.TryEnter(ref taken))
        {
            if (millisecondsTimeout != 0 && thread.Block(wait))
                continue;
            thread.Looked(wait, "cannot lock");
            return;
        }

        thread.Took(wait, "lock");
    }

    [Replaces(typeof(SpinLock), nameof(SpinLock.Exit))]
    public static void Exit(ref SpinLock gate, int site) => Exit(ref gate, true, site);

    [Replaces(typeof(SpinLock), nameof(SpinLock.Exit))]
    public static void Exit(ref SpinLock gate, bool useMemoryBarrier, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            gate.Exit(useMemoryBarrier);
            return;
        }

        var wait = thread.Leave(Place(thread, ref gate), site);
        gate.Exit(useMemoryBarrier);
        thread.Released(wait, "unlock");
    }

    [Replaces(typeof(SpinLock), "get_IsHeld")]
    public static bool IsHeld(ref SpinLock gate, int site)
    {
        if (LogicalThread.Current is { } thread)
            thread.Looked(thread.ArriveToChange(Place(thread, ref gate), site, isLooking: true), "is held");
        return gate.IsHeld;
    }

    private static Location Place(LogicalThread thread, ref SpinLock gate) =>
        thread.Run.Addresses.Find(ref Unsafe.As<SpinLock, byte>(ref gate))?.Location ?? default;
}
