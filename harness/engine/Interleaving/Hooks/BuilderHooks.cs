using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The end of an asynchronous method completes its task.</summary>
/// <remarks>Before its first wait the method has no task yet, and nobody can notice its end.</remarks>
internal static class BuilderHooks
{
    [Replaces(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.SetResult))]
    public static void SetResult(ref AsyncTaskMethodBuilder builder, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetResult();
        Ended();
    }

    [Replaces(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.SetException))]
    public static void SetException(ref AsyncTaskMethodBuilder builder, Exception exception, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetException(exception);
        Failed(builder.Task, site);
    }

    [Replaces(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetResult))]
    public static void SetResult<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, TResult result, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetResult(result);
        Ended();
    }

    [Replaces(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetException))]
    public static void SetException<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, Exception exception, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetException(exception);
        Failed(builder.Task, site);
    }

    [Replaces(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.SetResult))]
    public static void SetResult(ref AsyncValueTaskMethodBuilder builder, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetResult();
        Ended();
    }

    [Replaces(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.SetException))]
    public static void SetException(ref AsyncValueTaskMethodBuilder builder, Exception exception, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetException(exception);
        Failed(TaskFields.Of(ref builder), site);
    }

    [Replaces(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.SetResult))]
    public static void SetResult<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder, TResult result, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetResult(result);
        Ended();
    }

    [Replaces(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.SetException))]
    public static void SetException<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder, Exception exception, int site)
    {
        Ends(TaskFields.Of(ref builder), site);
        builder.SetException(exception);
        Failed(TaskFields.Of(ref builder), site);
    }

    private static void Ends(Task? task, int site)
    {
        if (task is not null && LogicalThread.Current is { } thread && !thread.Run.IsAborting)
            thread.Change(TaskSteps.Place(task), thread.Run.Sites[site], "ends");
    }

    private static void Ended()
    {
        if (LogicalThread.Current is { } thread)
            thread.Run.Notice(thread);
    }

    private static void Failed(Task? task, int site)
    {
        if (task is not null && LogicalThread.Current is { } thread && !thread.Run.IsAborting)
            thread.Run.Started.Add(task, thread.Run.Sites[site]);
        Ended();
    }
}
