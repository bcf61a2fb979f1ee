using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.WhenAll</c> and <c>Task.WhenAny</c>.</summary>
internal static class WhenHooks
{
    [Replaces(typeof(Task), "WhenAll")]
    public static Task WhenAll(Task[] tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks)
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAll")]
    public static Task WhenAll(IEnumerable<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks.ToArray())
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAll")]
    public static Task WhenAll(ReadOnlySpan<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks.ToArray())
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAll")]
    public static Task<TResult[]> WhenAll<TResult>(Task<TResult>[] tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks)
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAll")]
    public static Task<TResult[]> WhenAll<TResult>(
        IEnumerable<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks.ToArray())
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAll")]
    public static Task<TResult[]> WhenAll<TResult>(
        ReadOnlySpan<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.All(thread, tasks.ToArray())
        : Task.WhenAll(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task> WhenAny(Task[] tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks)
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task> WhenAny(IEnumerable<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks.ToArray())
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task> WhenAny(ReadOnlySpan<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks.ToArray())
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task> WhenAny(Task task1, Task task2, int site) => LogicalThread.Current is { } thread
        ? Combining.Any<Task>(thread, [task1, task2])
        : Task.WhenAny(task1, task2);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult>[] tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks)
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task<TResult>> WhenAny<TResult>(
        IEnumerable<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks.ToArray())
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task<TResult>> WhenAny<TResult>(
        ReadOnlySpan<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Combining.Any(thread, tasks.ToArray())
        : Task.WhenAny(tasks);

    [Replaces(typeof(Task), "WhenAny")]
    public static Task<Task<TResult>> WhenAny<TResult>(
        Task<TResult> task1, Task<TResult> task2, int site) => LogicalThread.Current is { } thread
        ? Combining.Any<Task<TResult>>(thread, [task1, task2])
        : Task.WhenAny(task1, task2);

    [Replaces(typeof(TaskExtensions), nameof(TaskExtensions.Unwrap))]
    public static Task Unwrap(Task<Task> task, int site) =>
        LogicalThread.Current is { } thread ? Combining.Unwrap(thread, task) : task.Unwrap();

    [Replaces(typeof(TaskExtensions), nameof(TaskExtensions.Unwrap))]
    public static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> task, int site) =>
        LogicalThread.Current is { } thread ? Combining.Unwrap<TResult>(thread, task!) : task.Unwrap();
}
