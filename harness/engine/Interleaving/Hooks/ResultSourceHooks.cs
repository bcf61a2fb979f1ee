using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="TaskCompletionSource{TResult}"/>.</summary>
/// <remarks>
/// Who awaits its task goes on inside the call that completes it, unless told otherwise.
/// </remarks>
internal static class ResultSourceHooks
{
    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetResult))]
    public static void SetResult<TResult>(TaskCompletionSource<TResult> source, TResult result, int site) =>
        Complete(source, site, "SetResult", () => { source.SetResult(result); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetResult))]
    public static bool TrySetResult<TResult>(TaskCompletionSource<TResult> source, TResult result, int site) =>
        Complete(source, site, "TrySetResult", () => source.TrySetResult(result));

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetException))]
    public static void SetException<TResult>(TaskCompletionSource<TResult> source, Exception exception, int site) =>
        Complete(source, site, "SetException", () => { source.SetException(exception); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetException))]
    public static bool TrySetException<TResult>(TaskCompletionSource<TResult> source, Exception exception, int site) =>
        Complete(source, site, "TrySetException", () => source.TrySetException(exception));

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetException))]
    public static void SetException<TResult>(TaskCompletionSource<TResult> source, IEnumerable<Exception> exceptions, int site) =>
        Complete(source, site, "SetException", () => { source.SetException(exceptions); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetException))]
    public static bool TrySetException<TResult>(
        TaskCompletionSource<TResult> source, IEnumerable<Exception> exceptions, int site) =>
        Complete(source, site, "TrySetException", () => source.TrySetException(exceptions));

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetCanceled))]
    public static void SetCanceled<TResult>(TaskCompletionSource<TResult> source, int site) =>
        Complete(source, site, "SetCanceled", () => { source.SetCanceled(); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetCanceled))]
    public static bool TrySetCanceled<TResult>(TaskCompletionSource<TResult> source, int site) =>
        Complete(source, site, "TrySetCanceled", () => source.TrySetCanceled());

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetCanceled))]
    public static void SetCanceled<TResult>(
        TaskCompletionSource<TResult> source, CancellationToken cancellationToken, int site) =>
        Complete(source, site, "SetCanceled", () => { source.SetCanceled(cancellationToken); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetCanceled))]
    public static bool TrySetCanceled<TResult>(
        TaskCompletionSource<TResult> source, CancellationToken cancellationToken, int site) =>
        Complete(source, site, "TrySetCanceled", () => source.TrySetCanceled(cancellationToken));

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.SetFromTask))]
    public static void SetFromTask<TResult>(TaskCompletionSource<TResult> source, Task<TResult> completedTask, int site) =>
        Complete(source, site, "SetFromTask", () => { source.SetFromTask(completedTask); return true; });

    [Replaces(typeof(TaskCompletionSource<>), nameof(TaskCompletionSource<>.TrySetFromTask))]
    public static bool TrySetFromTask<TResult>(TaskCompletionSource<TResult> source, Task<TResult> completedTask, int site) =>
        Complete(source, site, "TrySetFromTask", () => source.TrySetFromTask(completedTask));

    private static bool Complete<TResult>(TaskCompletionSource<TResult> source, int site, string verb, Func<bool> complete) =>
        LogicalThread.Current is { } thread ? thread.Complete(source.Task, site, verb, complete) : complete();
}
