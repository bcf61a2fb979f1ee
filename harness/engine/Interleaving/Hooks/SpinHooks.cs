using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Calls by which a thread says that it has nothing to do until others have run.</summary>
internal static class SpinHooks
{
    private const int NeverSleep = -1;

    [Replaces(typeof(Thread), nameof(Thread.Yield))]
    public static bool Yield(int site) => LogicalThread.Current is null ? Thread.Yield() : LetOthersRun(site);

    [Replaces(typeof(Thread), nameof(Thread.SpinWait))]
    public static void SpinWait(int iterations, int site)
    {
        if (LogicalThread.Current is null)
            Thread.SpinWait(iterations);
        else
            LetOthersRun(site);
    }

    [Replaces(typeof(SpinWait), nameof(System.Threading.SpinWait.SpinOnce))]
    public static void SpinOnce(ref SpinWait spinner, int site) => SpinOnce(ref spinner, 20, site);

    [Replaces(typeof(SpinWait), nameof(System.Threading.SpinWait.SpinOnce))]
    public static void SpinOnce(ref SpinWait spinner, int sleep1Threshold, int site)
    {
        if (LogicalThread.Current is null)
        {
            spinner.SpinOnce(sleep1Threshold);
            return;
        }

        // The subject may look at the spinner's count; only the millisecond of sleep is left out.
        spinner.SpinOnce(NeverSleep);
        LetOthersRun(site);
    }

    [Replaces(typeof(SpinWait), nameof(System.Threading.SpinWait.SpinUntil))]
    public static void SpinUntil(Func<bool> condition, int site) => SpinUntil(condition, Timeout.Infinite, site);

    [Replaces(typeof(SpinWait), nameof(System.Threading.SpinWait.SpinUntil))]
    public static bool SpinUntil(Func<bool> condition, TimeSpan timeout, int site) =>
        SpinUntil(condition, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(SpinWait), nameof(System.Threading.SpinWait.SpinUntil))]
    public static bool SpinUntil(Func<bool> condition, int millisecondsTimeout, int site)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        if (LogicalThread.Current is not { } thread)
            return System.Threading.SpinWait.SpinUntil(condition, millisecondsTimeout);
        var limit = new Wait(new Location(condition, null), "", thread.Run.Sites[site], millisecondsTimeout)
        {
            IsReady = () => false,
        };
        while (!condition())
        {
            if (millisecondsTimeout == 0)
                return false;
            LetOthersRun(site);
            // Time passes only when nobody else can go on; what they did last may have made it true.
            if (millisecondsTimeout > 0 && thread.Run.IsAlone(thread) && !thread.Block(limit, "spins for"))
                return condition();
        }

        thread.WaitingFor = null;
        return true;
    }

    private static bool LetOthersRun(int site)
    {
        var thread = LogicalThread.Current!;
        if (!thread.Run.Step(thread))
            return true;
        var yield = new Wait(default, "", thread.Run.Sites[site]);
        thread.Note(yield, "yields");
        thread.Run.Yield(thread, yield.Site, thread.Spinning.Yields(site));
        return true;
    }
}
