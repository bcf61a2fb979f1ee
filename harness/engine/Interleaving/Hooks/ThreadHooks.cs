using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Thread"/>: a real object that is never started, and a thread of the schedule that runs for it.</summary>
internal static class ThreadHooks
{
    [Replaces(typeof(Thread), ".ctor")]
    public static Thread Create(ThreadStart start, int site) => StartedThreads.Add(new Thread(start), start);

    [Replaces(typeof(Thread), ".ctor")]
    public static Thread Create(ParameterizedThreadStart start, int site) =>
        StartedThreads.Add(new Thread(start), start);

    [Replaces(typeof(Thread), ".ctor")]
    public static Thread Create(ThreadStart start, int maxStackSize, int site) =>
        StartedThreads.Add(new Thread(start, maxStackSize), start);

    [Replaces(typeof(Thread), ".ctor")]
    public static Thread Create(ParameterizedThreadStart start, int maxStackSize, int site) =>
        StartedThreads.Add(new Thread(start, maxStackSize), start);

    [Replaces(typeof(Thread), nameof(Thread.Start))]
    public static void Start(Thread thread, int site) => Start(thread, t => t.Start(), null, site);

    [Replaces(typeof(Thread), nameof(Thread.Start))]
    public static void Start(Thread thread, object? parameter, int site) =>
        Start(thread, t => t.Start(parameter), parameter, site, isParameterised: true);

    [Replaces(typeof(Thread), nameof(Thread.UnsafeStart))]
    public static void UnsafeStart(Thread thread, int site) => Start(thread, t => t.UnsafeStart(), null, site);

    [Replaces(typeof(Thread), nameof(Thread.UnsafeStart))]
    public static void UnsafeStart(Thread thread, object? parameter, int site) =>
        Start(thread, t => t.UnsafeStart(parameter), parameter, site, isParameterised: true);

    [Replaces(typeof(Thread), nameof(Thread.Join))]
    public static void Join(Thread thread, int site) => Join(thread, Timeout.Infinite, site);

    [Replaces(typeof(Thread), nameof(Thread.Join))]
    public static bool Join(Thread thread, TimeSpan timeout, int site) =>
        Join(thread, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Thread), nameof(Thread.Join))]
    public static bool Join(Thread thread, int millisecondsTimeout, int site)
    {
        if (LogicalThread.Current is not { } current || StartedThreads.Of(thread) is not { } started)
            return thread.Join(millisecondsTimeout);
        if (!started.HasBegun)
            throw new ThreadStateException("Thread has not been started.");
        return Taking.Take(
            current, Taking.Place(thread), site, () => started.HasEnded, new Attempt("join", millisecondsTimeout));
    }

    [Replaces(typeof(Thread), "get_IsAlive")]
    public static bool IsAlive(Thread thread, int site) =>
        LogicalThread.Current is { } current && StartedThreads.Of(thread) is { } started
            ? Taking.Look(current, thread, site, "is alive", _ => started is { HasBegun: true, HasEnded: false })
            : thread.IsAlive;

    [Replaces(typeof(Thread), "get_ThreadState")]
    public static ThreadState ThreadState(Thread thread, int site) =>
        LogicalThread.Current is { } current && StartedThreads.Of(thread) is { } started
            ? Taking.Look(current, thread, site, "state of", _ => started.State)
            : thread.ThreadState;

    [Replaces(typeof(Thread), "get_CurrentThread")]
    public static Thread CurrentThread(int site) => StartedThreads.Current ?? Thread.CurrentThread;

    [Replaces(typeof(Environment), "get_CurrentManagedThreadId")]
    public static int CurrentManagedThreadId(int site) =>
        StartedThreads.Current?.ManagedThreadId ?? Environment.CurrentManagedThreadId;

    private static void Start(
        Thread thread, Action<Thread> real, object? parameter, int site, bool isParameterised = false)
    {
        if (LogicalThread.Current is not { } current || StartedThreads.Of(thread) is not { } started)
        {
            real(thread);
            return;
        }

        if (started.HasBegun)
            throw new ThreadStateException("Thread is running or terminated; it cannot restart.");
        if (isParameterised && started.Delegate is ThreadStart)
            throw new InvalidOperationException("The thread's delegate takes no parameter.");
        var wait = current.ArriveToChange(Taking.Place(thread), site);
        if (current.Run.IsAborting)
            return;
        started.HasBegun = true;
        current.Released(wait, "start");
        started.Logical = current.Run.Spawn(
            current, thread.Name ?? "thread", () => Run(thread, started, parameter, site));
    }

    private static void Run(Thread thread, StartedThreads.Started started, object? parameter, int site)
    {
        var current = LogicalThread.Current!;
        StartedThreads.SetCurrent(current, thread);
        if (started.Delegate is ThreadStart start)
            start();
        else
            ((ParameterizedThreadStart)started.Delegate)(parameter);
        var wait = current.Leave(Taking.Place(thread), site);
        started.HasEnded = true;
        current.Released(wait, "end");
    }
}
