using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>SemaphoreSlim.WaitAsync</c>: those who wait get the permits in the order in which they came.</summary>
/// <remarks>As the framework does it, who releases hands the permit over, and who gets it goes on elsewhere.</remarks>
internal static class SemaphoreAsyncHooks
{
    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task WaitAsync(SemaphoreSlim semaphore, int site) => LogicalThread.Current is { } thread
        ? Take(thread, semaphore, Timeout.InfiniteTimeSpan, CancellationToken.None, site)
        : semaphore.WaitAsync();

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task WaitAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Take(thread, semaphore, Timeout.InfiniteTimeSpan, cancellationToken, site)
            : semaphore.WaitAsync(cancellationToken);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, int millisecondsTimeout, int site) =>
        WaitAsync(semaphore, millisecondsTimeout, CancellationToken.None, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, TimeSpan timeout, int site) =>
        WaitAsync(semaphore, Taking.Milliseconds(timeout), CancellationToken.None, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task<bool> WaitAsync(
        SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken, int site) =>
        WaitAsync(semaphore, Taking.Milliseconds(timeout), cancellationToken, site);

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.WaitAsync))]
    public static Task<bool> WaitAsync(
        SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellationToken, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        return LogicalThread.Current is { } thread
            ? Take(thread, semaphore, TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken, site)
            : semaphore.WaitAsync(millisecondsTimeout, cancellationToken);
    }

    private static Task<bool> Take(
        LogicalThread thread, SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellation, int site)
    {
        var place = Taking.Place(semaphore);
        var wait = thread.ArriveToChange(place, site);
        thread.LookAtCancellation(cancellation);
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<bool>(cancellation);
        if (semaphore.Wait(0, CancellationToken.None))
        {
            thread.Took(wait, "take", semaphore.CurrentCount == 0);
            return Task.FromResult(true);
        }

        thread.Looked(wait, timeout == TimeSpan.Zero ? "cannot take" : "queues for");
        // Nobody may come before it in the queue without being seen.
        thread.Mark(place, StepKind.Update);
        return timeout == TimeSpan.Zero
            ? Task.FromResult(false)
            : Queue(thread, semaphore, new Ending<Promise<bool>>(new Promise<bool>(true)), timeout, cancellation);
    }

    private static Task<bool> Queue(
        LogicalThread thread, SemaphoreSlim semaphore, Ending<Promise<bool>> ending, TimeSpan timeout,
            CancellationToken cancellation)
    {
        var promise = ending.Promise;
        ending.Watch(cancellation);
        ending.Limit(thread, timeout, TimeProvider.System, p => p.TryEnd(false));
        thread.Run.WhenReady(() => promise.Task.IsCompleted || semaphore.CurrentCount > 0, releaser =>
        {
            if (promise.Task.IsCompleted || !semaphore.Wait(0, CancellationToken.None))
                return;
            releaser.Mark(Taking.Place(semaphore), StepKind.Update);
            ending.Come(releaser, p => p.TryEnd(true));
        });
        return promise.Task;
    }
}
