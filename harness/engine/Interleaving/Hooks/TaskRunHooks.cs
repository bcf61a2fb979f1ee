using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.Run</c>: the framework's own tasks, each of them a thread of the schedule.</summary>
internal static class TaskRunHooks
{
    private static CancellationToken Never => CancellationToken.None;

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task Run(Action action, int site) => Run(action, Never, site);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task Run(Action action, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Start(thread, cancellationToken, site, s => Task.Factory.StartNew(
                action, cancellationToken, TaskCreationOptions.DenyChildAttach, s))
            : Task.Run(action, cancellationToken);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task<TResult> Run<TResult>(Func<TResult> function, int site) => Run(function, Never, site);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task<TResult> Run<TResult>(Func<TResult> function, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Start(thread, cancellationToken, site, s => Task.Factory.StartNew(
                function, cancellationToken, TaskCreationOptions.DenyChildAttach, s))
            : Task.Run(function, cancellationToken);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task Run(Func<Task?> function, int site) => Run(function, Never, site);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task Run(Func<Task?> function, CancellationToken cancellationToken, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return Task.Run(function, cancellationToken);
        var outer = Start(thread, cancellationToken, site, s => Task.Factory.StartNew(
            function, cancellationToken, TaskCreationOptions.DenyChildAttach, s));
        return thread.Run.Started.Add(Combining.Unwrap(thread, outer), thread.Run.Sites[site]).Task;
    }

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task<TResult> Run<TResult>(Func<Task<TResult>?> function, int site) => Run(function, Never, site);

    [Replaces(typeof(Task), nameof(Task.Run))]
    public static Task<TResult> Run<TResult>(Func<Task<TResult>?> function, CancellationToken cancellationToken, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return Task.Run(function, cancellationToken);
        var outer = Start(thread, cancellationToken, site, s => Task.Factory.StartNew(
            function, cancellationToken, TaskCreationOptions.DenyChildAttach, s));
        var inner = Combining.Unwrap(thread, outer);
        thread.Run.Started.Add(inner, thread.Run.Sites[site]);
        return inner;
    }

    private static TTask Start<TTask>(
        LogicalThread thread, CancellationToken cancellation, int site, Func<TaskScheduler, TTask> start)
        where TTask : Task
    {
        TaskHooks.Starts(site);
        thread.LookAtCancellation(cancellation);
        var task = start(thread.Run.Scheduler);
        TaskHooks.Started(task, site);
        return task;
    }
}
