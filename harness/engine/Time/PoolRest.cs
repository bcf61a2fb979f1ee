namespace Katas.Engine.Time;

/// <summary>Waits until the thread pool has nothing left to do.</summary>
/// <remarks>
/// "Not yet completed" can be asserted only after every continuation that could run has run. A sleep would guess; this
/// asks the pool. A worker that a subject blocks for good never comes to rest: after a while in which the pool made no
/// progress at all, what is left is taken to be waiting for something that only the spec can provide.
/// </remarks>
internal static class PoolRest
{
    private const int LooksWithoutProgress = 200;

    public static void Wait()
    {
        var quiet = 0;
        var stuck = 0;
        var completed = ThreadPool.CompletedWorkItemCount;
        while (quiet < 2 && stuck < LooksWithoutProgress)
        {
            if (IsIdle())
            {
                quiet++;
                continue;
            }

            quiet = 0;
            Thread.Yield();
            if (stuck > 20) Thread.Sleep(1); // real, but bounded: gives the pool's own threads the core
            var now = ThreadPool.CompletedWorkItemCount;
            stuck = now == completed ? stuck + 1 : 0;
            completed = now;
        }
    }

    private static bool IsIdle()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var own = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        return ThreadPool.PendingWorkItemCount == 0 && most - free <= own;
    }
}
