namespace Katas.Engine.Time;

/// <summary>Waits until the thread pool has nothing left to do.</summary>
/// <remarks>
/// "Not yet completed" can be asserted only after every continuation that could run has run. A sleep would guess; this
/// asks the pool. A test runner keeps a worker or two for itself: <see cref="Begin"/> counts those before the subject
/// runs. A worker that the subject blocks for good never comes to rest; it is waited for until the process has done next
/// to nothing for many looks, and from then on for fewer.
/// </remarks>
internal static class PoolRest
{
    private const int LooksAtRest = 2;
    private const int LooksAtFirst = 200;
    private const int LooksAfterDoubt = 20;
    private const int LooksWithoutSleep = 20;

    /// <summary>What one look costs the process, and a test runner's housekeeping meanwhile, at the most.</summary>
    private static readonly TimeSpan NextToNothing = TimeSpan.FromMilliseconds(0.15);

    private static int _residents;
    private static int _patience = LooksAtFirst;
    private static int _looks;

    /// <summary>Grows while somebody waits here: a sign of life for whoever watches for a hang.</summary>
    public static int Looks => Volatile.Read(ref _looks);

    /// <summary>Counts the workers that are busy before the subject runs: they are not its own.</summary>
    public static void Begin()
    {
        var least = int.MaxValue;
        for (var look = 0; look < 4 && least > 0; look++)
        {
            least = Math.Min(least, BusyWorkers());
            if (least > 0) Thread.Sleep(1);
        }

        Volatile.Write(ref _residents, least);
        Volatile.Write(ref _patience, LooksAtFirst);
    }

    /// <summary>Returns when the pool is at rest, or when what still runs is waiting for something else.</summary>
    /// <param name="mostLooks">Gives up after so many looks, each a thousandth of a second or more.</param>
    /// <returns>For how many looks it lent others the core.</returns>
    public static int Wait(int mostLooks = int.MaxValue)
    {
        var (rest, doubt, lent) = (0, 0, 0);
        var worked = TimeSpan.Zero;
        for (var look = 0; rest < LooksAtRest && look < mostLooks; look++)
        {
            Interlocked.Increment(ref _looks);
            if (IsIdle())
            {
                if (++rest == LooksAtRest) Volatile.Write(ref _patience, LooksAtFirst);
                continue;
            }

            rest = 0;
            Thread.Yield();
            if (look < LooksWithoutSleep) continue;
            Thread.Sleep(1); // lends the pool's threads the core
            lent++;
            if (++doubt < Volatile.Read(ref _patience)) continue;
            var before = worked;
            worked = Environment.CpuUsage.TotalTime;
            if (worked - before < NextToNothing * doubt)
            {
                Volatile.Write(ref _patience, LooksAfterDoubt);
                return lent;
            }

            doubt = 0;
        }

        return lent;
    }

    /// <summary>Waits for something that threads of the subject's own may still bring about, which no pool knows of.</summary>
    /// <param name="holds">What is waited for.</param>
    /// <param name="patience">How many looks on end may find the process at rest.</param>
    /// <returns>Whether it holds; <see langword="false"/> when the process has come to rest without it.</returns>
    public static bool Wait(Func<bool> holds, int patience)
    {
        var used = Environment.CpuUsage.TotalTime;
        for (var quiet = 0; ;)
        {
            quiet += Wait();
            if (holds()) return true;
            // Where a job blocks one of the pool's few threads, the next one waits half a second for another to be added.
            if (ThreadPool.PendingWorkItemCount > 0) quiet = 0;
            Thread.Sleep(1); // lends the subject's threads the core
            if (++quiet < patience) continue;
            if (holds()) return true;
            var before = used;
            used = Environment.CpuUsage.TotalTime;
            if (used - before < NextToNothing * quiet) return false;
            quiet = 0;
        }
    }

    private static bool IsIdle() =>
        ThreadPool.PendingWorkItemCount == 0 && BusyWorkers() <= Volatile.Read(ref _residents);

    /// <summary>How many of the pool's threads work, the caller's not counted.</summary>
    public static int BusyWorkers()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
    }
}
