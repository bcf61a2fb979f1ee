using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Waits for several handles: the real call tries them, and a change of any is worth another try.</summary>
internal static class WaitHandlesHooks
{
    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int site) =>
        Any(waitHandles, Timeout.Infinite, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, int site) =>
        Any(waitHandles, millisecondsTimeout, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout, int site) =>
        Any(waitHandles, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext, int site) =>
        Any(waitHandles, millisecondsTimeout, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext, int site) =>
        Any(waitHandles, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int site) =>
        All(waitHandles, Timeout.Infinite, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, int site) =>
        All(waitHandles, millisecondsTimeout, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout, int site) =>
        All(waitHandles, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext, int site) =>
        All(waitHandles, millisecondsTimeout, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext, int site) =>
        All(waitHandles, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, int site) =>
        SignalAndWait(toSignal, toWaitOn, Timeout.Infinite, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, TimeSpan timeout, bool exitContext, int site) =>
        SignalAndWait(toSignal, toWaitOn, Taking.Milliseconds(timeout), site);

    /// <remarks>Others may come between the two: the real call promises nothing else.</remarks>
    [Replaces(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, int millisecondsTimeout, bool exitContext, int site) =>
        SignalAndWait(toSignal, toWaitOn, millisecondsTimeout, site);

    private static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, int milliseconds, int site)
    {
        if (LogicalThread.Current is null)
            return WaitHandle.SignalAndWait(toSignal, toWaitOn, milliseconds, exitContext: false);
        switch (toSignal)
        {
            case EventWaitHandle gate:
                WaitHandleHooks.Set(gate, site);
                break;
            case Semaphore semaphore:
                WaitHandleHooks.Release(semaphore, site);
                break;
            case Mutex mutex:
                WaitHandleHooks.ReleaseMutex(mutex, site);
                break;
        }

        return WaitHandleHooks.WaitOne(toWaitOn, milliseconds, site);
    }

    private static int Any(WaitHandle[] handles, int milliseconds, int site)
    {
        if (LogicalThread.Current is not { } thread || handles is not { Length: > 0 } || handles.Contains(null))
            return WaitHandle.WaitAny(handles, milliseconds);
        var index = WaitHandle.WaitTimeout;
        Take(thread, handles, site, "wait for any", milliseconds, () =>
        {
            index = WaitHandle.WaitAny(handles, 0);
            return index != WaitHandle.WaitTimeout;
        });
        if (index != WaitHandle.WaitTimeout)
            Hold(thread, handles[index], site);
        return index;
    }

    private static bool All(WaitHandle[] handles, int milliseconds, int site)
    {
        if (LogicalThread.Current is not { } thread || handles is not { Length: > 0 } || handles.Contains(null))
            return WaitHandle.WaitAll(handles, milliseconds);
        if (!Take(thread, handles, site, "wait for all", milliseconds, () => WaitHandle.WaitAll(handles, 0)))
            return false;
        foreach (var handle in handles)
            Hold(thread, handle, site);
        return true;
    }

    private static bool Take(
        LogicalThread thread, WaitHandle[] handles, int site, string verb, int milliseconds, Func<bool> tryTake) =>
        Taking.Take(thread, Taking.Place(handles[0]), site, tryTake, new Attempt(verb, milliseconds)
        {
            Changes = true, Others = [.. handles.Skip(1).Select(Taking.Place)],
        });

    private static void Hold(LogicalThread thread, WaitHandle handle, int site)
    {
        if (thread.Run.IsAborting)
            return;
        var place = Taking.Place(handle);
        if (thread.Run.Touches.Note(place, thread.Index, writes: true))
            thread.Run.Contended.Find(place.Owner!.GetType().FullName!);
        thread.Run.Made(thread, place, StepKind.Update);
        thread.Run.Races.Acquire(thread, place);
        if (handle is Mutex or Semaphore)
            thread.Run.Holders.Add(place, thread.Index, thread.Run.Sites[site], handle is Mutex);
    }
}
