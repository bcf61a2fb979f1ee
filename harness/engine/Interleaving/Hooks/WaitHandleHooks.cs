using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Mutex"/>, and the other handles that can be tried without waiting.</summary>
internal static class WaitHandleHooks
{
    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int site) => WaitOne(handle, Timeout.Infinite, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout, int site) =>
        WaitOne(handle, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout, bool exitContext, int site) =>
        WaitOne(handle, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout, bool exitContext, int site) =>
        WaitOne(handle, millisecondsTimeout, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(handle), site, () => handle.WaitOne(0), new Attempt("take", millisecondsTimeout)
                {
                    IsHeld = handle is Mutex or Semaphore, IsExhausted = () => handle is Mutex,
                })
            : handle.WaitOne(millisecondsTimeout);

    [Replaces(typeof(Mutex), nameof(Mutex.ReleaseMutex))]
    public static void ReleaseMutex(Mutex mutex, int site) =>
        Release(mutex, site, isAlwaysPoint: false, m => { m.ReleaseMutex(); return true; });

    [Replaces(typeof(EventWaitHandle), nameof(EventWaitHandle.Set))]
    public static bool Set(EventWaitHandle handle, int site) =>
        Release(handle, site, isAlwaysPoint: true, h => h.Set());

    [Replaces(typeof(EventWaitHandle), nameof(EventWaitHandle.Reset))]
    public static bool Reset(EventWaitHandle handle, int site) =>
        Release(handle, site, isAlwaysPoint: true, h => h.Reset());

    [Replaces(typeof(Semaphore), nameof(Semaphore.Release))]
    public static int Release(Semaphore semaphore, int site) => Release(semaphore, 1, site);

    [Replaces(typeof(Semaphore), nameof(Semaphore.Release))]
    public static int Release(Semaphore semaphore, int releaseCount, int site) =>
        Release(semaphore, site, isAlwaysPoint: true, s => s.Release(releaseCount));

    private static TResult Release<T, TResult>(T handle, int site, bool isAlwaysPoint, Func<T, TResult> release)
        where T : WaitHandle
    {
        if (LogicalThread.Current is not { } thread)
            return release(handle);
        var wait = thread.Leave(Taking.Place(handle), site, isAlwaysPoint);
        var result = release(handle);
        thread.Released(wait, wait.Site.Name);
        return result;
    }
}
