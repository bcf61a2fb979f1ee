using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="TaskCompletionSource"/>.</summary>
/// <remarks>
/// Who awaits its task goes on inside the call that completes it, unless told otherwise.
/// </remarks>
internal static class CompletionSourceHooks
{
    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetResult))]
    public static void SetResult(TaskCompletionSource source, int site) =>
        Complete(source, site, "SetResult", () => { source.SetResult(); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetResult))]
    public static bool TrySetResult(TaskCompletionSource source, int site) =>
        Complete(source, site, "TrySetResult", () => source.TrySetResult());

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetException))]
    public static void SetException(TaskCompletionSource source, Exception exception, int site) =>
        Complete(source, site, "SetException", () => { source.SetException(exception); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetException))]
    public static bool TrySetException(TaskCompletionSource source, Exception exception, int site) =>
        Complete(source, site, "TrySetException", () => source.TrySetException(exception));

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetException))]
    public static void SetException(TaskCompletionSource source, IEnumerable<Exception> exceptions, int site) =>
        Complete(source, site, "SetException", () => { source.SetException(exceptions); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetException))]
    public static bool TrySetException(TaskCompletionSource source, IEnumerable<Exception> exceptions, int site) =>
        Complete(source, site, "TrySetException", () => source.TrySetException(exceptions));

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetCanceled))]
    public static void SetCanceled(TaskCompletionSource source, int site) =>
        Complete(source, site, "SetCanceled", () => { source.SetCanceled(); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetCanceled))]
    public static bool TrySetCanceled(TaskCompletionSource source, int site) =>
        Complete(source, site, "TrySetCanceled", () => source.TrySetCanceled());

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetCanceled))]
    public static void SetCanceled(TaskCompletionSource source, CancellationToken cancellationToken, int site) =>
        Complete(source, site, "SetCanceled", () => { source.SetCanceled(cancellationToken); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetCanceled))]
    public static bool TrySetCanceled(TaskCompletionSource source, CancellationToken cancellationToken, int site) =>
        Complete(source, site, "TrySetCanceled", () => source.TrySetCanceled(cancellationToken));

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.SetFromTask))]
    public static void SetFromTask(TaskCompletionSource source, Task completedTask, int site) =>
        Complete(source, site, "SetFromTask", () => { source.SetFromTask(completedTask); return true; });

    [Replaces(typeof(TaskCompletionSource), nameof(TaskCompletionSource.TrySetFromTask))]
    public static bool TrySetFromTask(TaskCompletionSource source, Task completedTask, int site) =>
        Complete(source, site, "TrySetFromTask", () => source.TrySetFromTask(completedTask));

    private static bool Complete(TaskCompletionSource source, int site, string verb, Func<bool> complete) =>
        LogicalThread.Current is { } thread ? thread.Complete(source.Task, site, verb, complete) : complete();
}
