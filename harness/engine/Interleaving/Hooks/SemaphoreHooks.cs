using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="SemaphoreSlim"/>.</summary>
/// <remarks>A thread switches before each release: one too many throws, or not, depending on who came first.</remarks>
internal static class SemaphoreHooks
{
    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim semaphore, int site) =>
        Wait(semaphore, Timeout.Infinite, CancellationToken.None, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim semaphore, CancellationToken cancellation, int site) =>
        Wait(semaphore, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim semaphore, int millisecondsTimeout, int site) =>
        Wait(semaphore, millisecondsTimeout, CancellationToken.None, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout, int site) =>
        Wait(semaphore, Taking.Milliseconds(timeout), CancellationToken.None, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellation, int site) =>
        Wait(semaphore, Taking.Milliseconds(timeout), cancellation, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(
        SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(semaphore), site, () => semaphore.Wait(0, cancellation),
                new Attempt("take", millisecondsTimeout)
                {
                    Cancellation = cancellation, IsHeld = true, IsExhausted = () => semaphore.CurrentCount == 0,
                })
            : semaphore.Wait(millisecondsTimeout, cancellation);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Release))]
    public static int Release(SemaphoreSlim semaphore, int site) => Release(semaphore, 1, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Release))]
    public static int Release(SemaphoreSlim semaphore, int releaseCount, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return semaphore.Release(releaseCount);
        var wait = thread.Leave(Taking.Place(semaphore), site, isAlwaysPoint: true);
        var before = semaphore.Release(releaseCount);
        thread.Released(wait, "release");
        return before;
    }

    [Replaces(typeof(SemaphoreSlim), "get_AvailableWaitHandle")]
    public static WaitHandle AvailableWaitHandle(SemaphoreSlim semaphore, int site) =>
        Aliases.Add(semaphore.AvailableWaitHandle, semaphore);

    [Replaces(typeof(SemaphoreSlim), "get_CurrentCount")]
    public static int CurrentCount(SemaphoreSlim semaphore, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return semaphore.CurrentCount;
        var wait = thread.ArriveToChange(Taking.Place(semaphore), site, isLooking: true);
        thread.Looked(wait, "count");
        return semaphore.CurrentCount;
    }
}
