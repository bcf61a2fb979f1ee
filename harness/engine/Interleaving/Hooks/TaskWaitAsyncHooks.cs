using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.WaitAsync</c>, in virtual time.</summary>
internal static class TaskWaitAsyncHooks
{
    [Replaces(typeof(Task), nameof(Task.WaitAsync))]
    public static Task WaitAsync(Task task, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, Timeout.InfiniteTimeSpan, null, cancellationToken)
            : task.WaitAsync(cancellationToken);

    [Replaces(typeof(Task), nameof(Task.WaitAsync))]
    public static Task WaitAsync(Task task, TimeSpan timeout, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, null, default)
            : task.WaitAsync(timeout);

    [Replaces(typeof(Task), nameof(Task.WaitAsync))]
    public static Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, timeProvider, default)
            : task.WaitAsync(timeout, timeProvider);

    [Replaces(typeof(Task), nameof(Task.WaitAsync))]
    public static Task WaitAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, null, cancellationToken)
            : task.WaitAsync(timeout, cancellationToken);

    [Replaces(typeof(Task), nameof(Task.WaitAsync))]
    public static Task WaitAsync(
        Task task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, timeProvider, cancellationToken)
            : task.WaitAsync(timeout, timeProvider, cancellationToken);

    [Replaces(typeof(Task<>), nameof(Task.WaitAsync))]
    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, Timeout.InfiniteTimeSpan, null, cancellationToken)
            : task.WaitAsync(cancellationToken);

    [Replaces(typeof(Task<>), nameof(Task.WaitAsync))]
    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, null, default)
            : task.WaitAsync(timeout);

    [Replaces(typeof(Task<>), nameof(Task.WaitAsync))]
    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout, TimeProvider timeProvider, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, timeProvider, default)
            : task.WaitAsync(timeout, timeProvider);

    [Replaces(typeof(Task<>), nameof(Task.WaitAsync))]
    public static Task<TResult> WaitAsync<TResult>(
        Task<TResult> task, TimeSpan timeout, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, null, cancellationToken)
            : task.WaitAsync(timeout, cancellationToken);

    [Replaces(typeof(Task<>), nameof(Task.WaitAsync))]
    public static Task<TResult> WaitAsync<TResult>(
        Task<TResult> task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Async(thread, task, timeout, timeProvider, cancellationToken)
            : task.WaitAsync(timeout, timeProvider, cancellationToken);
}
