using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Work for the thread pool is a thread of the schedule. What it throws ends the process, if it were real.</summary>
internal static class ThreadPoolHooks
{
    [Replaces(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem(WaitCallback callBack, int site) => QueueUserWorkItem(callBack, null, site);

    [Replaces(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem(WaitCallback callBack, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        return Queue(() => callBack(state), flows: true, site) || ThreadPool.QueueUserWorkItem(callBack, state);
    }

    [Replaces(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal, int site)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        return Queue(() => callBack(state), flows: true, site) || ThreadPool.QueueUserWorkItem(callBack, state, preferLocal);
    }

    [Replaces(typeof(ThreadPool), nameof(ThreadPool.UnsafeQueueUserWorkItem))]
    public static bool UnsafeQueueUserWorkItem(WaitCallback callBack, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        return Queue(() => callBack(state), flows: false, site) || ThreadPool.UnsafeQueueUserWorkItem(callBack, state);
    }

    [Replaces(typeof(ThreadPool), nameof(ThreadPool.UnsafeQueueUserWorkItem))]
    public static bool UnsafeQueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal, int site)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        return Queue(() => callBack(state), flows: false, site)
            || ThreadPool.UnsafeQueueUserWorkItem(callBack, state, preferLocal);
    }

    [Replaces(typeof(ThreadPool), nameof(ThreadPool.UnsafeQueueUserWorkItem))]
    public static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem callBack, bool preferLocal, int site)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        return Queue(callBack.Execute, flows: false, site) || ThreadPool.UnsafeQueueUserWorkItem(callBack, preferLocal);
    }

    private static bool Queue(Action work, bool flows, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return false;
        var run = thread.Run;
        if (!run.Step(thread))
            return true;
        var body = flows && ExecutionContext.Capture() is { } context
            ? () => ExecutionContext.Run(context, _ => work(), null)
            : work;
        run.Spawn(thread, run.Sites[site].Name, body);
        return true;
    }
}
