namespace Katas.Engine.Time;

/// <summary>Waits until the thread pool has nothing left to do.</summary>
/// <remarks>
/// "Not yet completed" can be asserted only after every continuation that could run has run. A sleep would guess; this
/// asks the pool. A worker that somebody blocks for good never comes to rest (a test runner keeps one, a subject may keep
/// another): one that is still there after many looks during which the process did next to nothing is taken for a
/// resident, and from then on the pool is at rest when only its residents are busy.
/// </remarks>
internal static class PoolRest
{
    private const int LooksBeforeDoubt = 200;
    private const int LooksAtRest = 2;

    /// <summary>What this loop itself and a test runner's housekeeping use while a window of looks goes by.</summary>
    private static readonly TimeSpan NextToNothing = TimeSpan.FromMilliseconds(30);

    private static int _residents;
    private static int _looks;

    /// <summary>Grows while somebody waits here: a sign of life for whoever watches for a hang.</summary>
    public static int Looks => Volatile.Read(ref _looks);

    public static void Wait()
    {
        var (rest, looks) = (0, 0);
        var worked = TimeSpan.Zero;
        while (rest < LooksAtRest)
        {
            Interlocked.Increment(ref _looks);
            var busy = BusyWorkers();
            var idle = ThreadPool.PendingWorkItemCount == 0 && busy <= Volatile.Read(ref _residents);
            rest = idle ? rest + 1 : 0;
            if (idle)
            {
                Volatile.Write(ref _residents, busy);
                continue;
            }

            Thread.Yield();
            if (looks++ > LooksBeforeDoubt / 10) Thread.Sleep(1); // lends the pool's threads the core
            if (looks % LooksBeforeDoubt != 0) continue;
            var before = worked;
            worked = Environment.CpuUsage.TotalTime;
            if (worked - before < NextToNothing) Volatile.Write(ref _residents, busy);
        }
    }

    private static int BusyWorkers()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
    }
}
