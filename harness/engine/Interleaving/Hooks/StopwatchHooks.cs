using System.Diagnostics;
using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Stopwatch"/> in virtual time; the real object only says whether it runs.</summary>
internal static class StopwatchHooks
{
    private static readonly ConditionalWeakTable<Stopwatch, Measured> Known = [];

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.GetTimestamp))]
    public static long GetTimestamp(int site) => LogicalThread.Current is { } thread
        ? thread.Run.Time.GetTimestamp() * (Stopwatch.Frequency / TimeSpan.TicksPerSecond)
        : Stopwatch.GetTimestamp();

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.GetElapsedTime))]
    public static TimeSpan GetElapsedTime(long startingTimestamp, int site) =>
        Stopwatch.GetElapsedTime(startingTimestamp, GetTimestamp(site));

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.StartNew))]
    public static Stopwatch StartNew(int site)
    {
        var watch = new Stopwatch();
        Start(watch, site);
        return watch;
    }

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.Start))]
    public static void Start(Stopwatch watch, int site)
    {
        if (Of(watch) is { } measured && !watch.IsRunning)
            measured.Since = GetTimestamp(site);
        watch.Start();
    }

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.Stop))]
    public static void Stop(Stopwatch watch, int site)
    {
        if (Of(watch) is { } measured && watch.IsRunning)
            measured.Before += GetTimestamp(site) - measured.Since;
        watch.Stop();
    }

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.Reset))]
    public static void Reset(Stopwatch watch, int site)
    {
        if (Of(watch) is { } measured)
            measured.Before = 0;
        watch.Reset();
    }

    [Replaces(typeof(Stopwatch), nameof(Stopwatch.Restart))]
    public static void Restart(Stopwatch watch, int site)
    {
        Reset(watch, site);
        Start(watch, site);
    }

    [Replaces(typeof(Stopwatch), "get_Elapsed")]
    public static TimeSpan Elapsed(Stopwatch watch, int site) => Stopwatch.GetElapsedTime(0, ElapsedTicks(watch, site));

    [Replaces(typeof(Stopwatch), "get_ElapsedMilliseconds")]
    public static long ElapsedMilliseconds(Stopwatch watch, int site) => (long)Elapsed(watch, site).TotalMilliseconds;

    [Replaces(typeof(Stopwatch), "get_ElapsedTicks")]
    public static long ElapsedTicks(Stopwatch watch, int site) => Of(watch) is { } measured
        ? measured.Before + (watch.IsRunning ? GetTimestamp(site) - measured.Since : 0)
        : watch.ElapsedTicks;

    private static Measured? Of(Stopwatch watch) =>
        LogicalThread.Current is null ? null : Known.GetOrCreateValue(watch);

    private sealed class Measured
    {
        public long Before { get; set; }

        public long Since { get; set; }
    }
}
