using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Calls that block until a task has completed.</summary>
internal static class TaskWaitHooks
{
    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static void Wait(Task task, int site)
    {
        LogicalThread.Current?.Join(task, site, "wait for");
        task.Wait();
    }

    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static void Wait(Task task, CancellationToken cancellationToken, int site)
    {
        Until(task, Timeout.Infinite, cancellationToken, site);
        task.Wait(cancellationToken);
    }

    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, int millisecondsTimeout, int site) =>
        Wait(task, millisecondsTimeout, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, TimeSpan timeout, int site) =>
        Wait(task, Taking.Milliseconds(timeout), CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, TimeSpan timeout, CancellationToken cancellationToken, int site) =>
        Wait(task, Taking.Milliseconds(timeout), cancellationToken, site);

    [Replaces(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, int millisecondsTimeout, CancellationToken cancellationToken, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        return Until(task, millisecondsTimeout, cancellationToken, site)
            ? task.Wait(0, cancellationToken)
            : task.Wait(millisecondsTimeout, cancellationToken);
    }

    [Replaces(typeof(Task<>), "get_Result")]
    public static TResult Result<TResult>(Task<TResult> task, int site)
    {
        LogicalThread.Current?.Join(task, site, "wait for");
        return task.Result;
    }

    /// <summary>Waits without blocking the real thread; false when nobody explores.</summary>
    private static bool Until(Task task, int milliseconds, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return false;
        thread.LookAtCancellation(cancellation);
        if (milliseconds == Timeout.Infinite && !cancellation.CanBeCanceled)
            thread.Join(task, site, "wait for");
        else
            thread.WaitFor(task, site, milliseconds, cancellation);
        return true;
    }
}
