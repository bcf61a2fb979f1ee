using System.Diagnostics;
using Katas.Engine.Time;

namespace Katas.Engine.Specs;

/// <summary>How a test came to no end.</summary>
internal enum Hang
{
    /// <summary>It waits, and nothing that could end the wait is running.</summary>
    Waiting,

    /// <summary>It keeps a core busy.</summary>
    Busy,
}

/// <summary>Runs a test on a thread of its own, and gives up on one that never ends.</summary>
/// <remarks>
/// The limits do not depend on the machine's speed. A test that waits is told by the processor time that the whole
/// process uses: none, for <see cref="IdleSlices"/> slices on end. A test that runs for ever is told by how much of it it
/// has used. Slices are counted, not the clock: a machine that sleeps in between has not made the test late. A debugger
/// switches the watchdog off.
/// </remarks>
internal static class Watchdog
{
    private const int IdleSlices = 30;
    private const int MostSlices = 1200;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoWork = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(20);

    /// <summary>The exception that the action threw, or how it hung, or neither.</summary>
    public static (Exception? Exception, Hang? Hang) Run(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                thrown = e;
            }
        })
        {
            IsBackground = true,
            Name = "graded test",
        };
        thread.Start();
        return Await(thread) is { } hang ? (null, hang) : (thrown, null);
    }

    private static Hang? Await(Thread thread)
    {
        var began = Environment.CpuUsage.TotalTime;
        var (last, looks, idle) = (began, PoolRest.Looks, 0);
        for (var slices = 0; !thread.Join(Slice); slices++)
        {
            if (Debugger.IsAttached)
            {
                thread.Join();
                return null;
            }

            var used = Environment.CpuUsage.TotalTime;
            // Who waits for the pool to rest is not stuck: where the processor is scarce, that takes its time.
            idle = used - last < NoWork && looks == PoolRest.Looks ? idle + 1 : 0;
            (last, looks) = (used, PoolRest.Looks);
            if (idle >= IdleSlices) return Hang.Waiting;
            if (used - began >= MostWork || slices >= MostSlices) return Hang.Busy;
        }

        return null;
    }
}
