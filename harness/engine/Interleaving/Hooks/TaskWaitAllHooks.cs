using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.WaitAll</c> and <c>Task.WaitAny</c>: they wait for the task of the same name.</summary>
internal static class TaskWaitAllHooks
{
    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(Task[] tasks, int site) => WaitAll(tasks, Timeout.Infinite, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(ReadOnlySpan<Task> tasks, int site) =>
        WaitAll(tasks.ToArray(), Timeout.Infinite, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, TimeSpan timeout, int site) =>
        WaitAll(tasks, Taking.Milliseconds(timeout), CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, int site) =>
        WaitAll(tasks, millisecondsTimeout, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(Task[] tasks, CancellationToken cancellationToken, int site) =>
        WaitAll(tasks, Timeout.Infinite, cancellationToken, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(IEnumerable<Task> tasks, CancellationToken cancellationToken, int site) =>
        WaitAll([.. tasks], Timeout.Infinite, cancellationToken, site);

    [Replaces(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        if (LogicalThread.Current is not { } thread || tasks is null)
            return Task.WaitAll(tasks!, millisecondsTimeout, cancellationToken);
        Wait(thread, Combining.All(thread, tasks), millisecondsTimeout, cancellationToken, site);
        return Task.WaitAll(tasks, 0, cancellationToken);
    }

    [Replaces(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, int site) => WaitAny(tasks, Timeout.Infinite, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, TimeSpan timeout, int site) =>
        WaitAny(tasks, Taking.Milliseconds(timeout), CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, CancellationToken cancellationToken, int site) =>
        WaitAny(tasks, Timeout.Infinite, cancellationToken, site);

    [Replaces(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, int millisecondsTimeout, int site) =>
        WaitAny(tasks, millisecondsTimeout, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, Timeout.Infinite);
        if (LogicalThread.Current is not { } thread || tasks is null or [])
            return Task.WaitAny(tasks!, millisecondsTimeout, cancellationToken);
        var any = Combining.Any(thread, tasks);
        Wait(thread, any, millisecondsTimeout, cancellationToken, site);
        return any.IsCompleted ? Array.IndexOf(tasks, any.Result) : Task.WaitAny(tasks, 0, cancellationToken);
    }

    private static void Wait(LogicalThread thread, Task task, int milliseconds, CancellationToken cancellation, int site)
    {
        thread.LookAtCancellation(cancellation);
        if (milliseconds == Timeout.Infinite && !cancellation.CanBeCanceled)
            thread.Join(task, site, "wait for");
        else
            thread.WaitFor(task, site, milliseconds, cancellation);
    }
}
