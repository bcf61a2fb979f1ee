using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What the explorer knows of the thread objects that subjects have created.</summary>
internal static class StartedThreads
{
    private static readonly ConditionalWeakTable<Thread, Started> Known = [];
    private static readonly ConditionalWeakTable<LogicalThread, Thread> Objects = [];

    /// <summary>The object of the thread that runs, if it has one.</summary>
    public static Thread? Current =>
        LogicalThread.Current is { } current && Objects.TryGetValue(current, out var thread) ? thread : null;

    public static Thread Add(Thread thread, Delegate start)
    {
        if (LogicalThread.Current is not null)
            Known.Add(thread, new Started(start));
        return thread;
    }

    public static Started? Of(Thread thread) => Known.TryGetValue(thread, out var started) ? started : null;

    public static void SetCurrent(LogicalThread logical, Thread thread) => Objects.AddOrUpdate(logical, thread);

    internal sealed class Started(Delegate start)
    {
        public Delegate Delegate { get; } = start;

        public LogicalThread? Logical { get; set; }

        public bool HasBegun { get; set; }

        public bool HasEnded { get; set; }

        public ThreadState State => (HasBegun, HasEnded) switch
        {
            (false, _) => ThreadState.Unstarted,
            (_, true) => ThreadState.Stopped,
            _ when Logical?.Progress == Progress.Blocked => ThreadState.WaitSleepJoin,
            _ => ThreadState.Running,
        };
    }
}
