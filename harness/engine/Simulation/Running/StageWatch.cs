using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Simulation.Running;

/// <summary>Watches a run from outside: machines' code that does not give the thread back is told by what it uses.</summary>
/// <remarks>
/// As in the tests' own watchdog the limits are processor time and slices, not seconds, so that a slow machine fails nobody.
/// They are lower: the run has to be given up, and named, before the test is. Only while code of a machine acts, and makes
/// no step, are they counted. A debugger switches the watch off.
/// </remarks>
internal static class StageWatch
{
    private const int IdleSlices = 15;
    private const int MostSlices = 300;
    private const int LastSlices = 5;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoWork = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the end of a run; the world whose thread had to be left behind, or null.</summary>
    public static World? Await(SemaphoreSlim end, Func<World?> running, Thread thread)
    {
        var (progress, began, last, idle, slices) = (-1L, TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        while (!end.Wait(Slice))
        {
            var used = Environment.CpuUsage.TotalTime;
            var now = running()?.Progress ?? -1;
            var acting = running()?.Stage.Acting;
            if (acting is null || now != progress || Debugger.IsAttached)
            {
                (progress, began, last, idle, slices) = (now, used, used, 0, 0);
                continue;
            }

            idle = used - last < NoWork ? idle + 1 : 0;
            last = used;
            if (idle < IdleSlices && used - began < MostWork && ++slices < MostSlices) continue;
            if (idle >= IdleSlices || slices >= MostSlices) Interrupt(acting, thread);
            else acting.World.Fail(HungText.NeverYields(acting.World, acting));
            return end.Wait(LastSlices * Slice) ? null : acting.World;
        }

        return null;
    }

    /// <summary>Ends a wait, to learn where it is.</summary>
    private static void Interrupt(Incarnation acting, Thread thread)
    {
        LearnerPlace? place = null;
        using var seen = new SemaphoreSlim(0);
        AppDomain.CurrentDomain.FirstChanceException += Look;
        thread.Interrupt();
        seen.Wait(Slice);
        AppDomain.CurrentDomain.FirstChanceException -= Look;
        acting.World.Fail(HungText.Blocked(acting.World, acting, Volatile.Read(ref place)));

        void Look(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is not ThreadInterruptedException || Thread.CurrentThread != thread || place is not null) return;
            Volatile.Write(ref place, LearnerPlace.Here());
            seen.Release();
        }
    }
}
