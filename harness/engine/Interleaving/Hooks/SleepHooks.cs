using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Thread.Sleep(int)"/> in virtual time, from which a thread may wake before others have gone on.</summary>
internal static class SleepHooks
{
    /// <summary>A loop that polls would otherwise wake early for ever.</summary>
    private const int EarlyAwakenings = 2;

    [Replaces(typeof(Thread), nameof(Thread.Sleep))]
    public static void Sleep(TimeSpan timeout, int site) => Sleep(Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Thread), nameof(Thread.Sleep))]
    public static void Sleep(int millisecondsTimeout, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            Thread.Sleep(millisecondsTimeout);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        if (millisecondsTimeout == 0)
            SpinHooks.Yield(site);
        else
            Wait(thread, millisecondsTimeout, site);
    }

    private static void Wait(LogicalThread thread, int milliseconds, int siteIndex)
    {
        var run = thread.Run;
        if (!run.Step(thread) || thread.AtomicDepth > 0)
            return;
        var site = run.Sites[siteIndex];
        var times = thread.Sleeps[site] = thread.Sleeps.GetValueOrDefault(site) + 1;
        if (times > EarlyAwakenings)
            run.Omit(Words.Sleeps(thread, site));
        var wait = new Wait(new Location(new object(), null), "", site, milliseconds)
        {
            IsTimer = milliseconds > 0, MayComeEarly = times <= EarlyAwakenings, IsReported = true,
        };
        thread.Note(new Wait(default, "", site), "sleeps");
        while (thread.Block(wait) && milliseconds < 0)
        {
            // For ever.
        }

        thread.WaitingFor = null;
        run.Made(thread, wait.Location, StepKind.Update);
        run.Time.NotePassed(thread);
    }
}
