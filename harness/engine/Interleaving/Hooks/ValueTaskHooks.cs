using System.Threading.Tasks.Sources;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Value tasks that are taken apart without <c>await</c>.</summary>
internal static class ValueTaskHooks
{
    [Replaces(typeof(ValueTask), nameof(ValueTask.AsTask))]
    public static Task AsTask(ref ValueTask task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        if (LogicalThread.Current is not { } thread || AwaiterFields.Target(ref task) is not IValueTaskSource || task.IsCompleted)
            return task.AsTask();
        var (promise, source) = (Promise.After([]), task);
        var awaited = new AwaitedValue(source);
        if (awaited.CanBeAsked)
            thread.Run.WhenReady(() => awaited.IsCompleted, t => End(t));
        else
            awaited.Register(() => End(LogicalThread.Current));
        return promise.Task;

        void End(LogicalThread? completer)
        {
            completer?.Mark(TaskSteps.Place(promise.Task), StepKind.Update);
            promise.TryEndAs(source.AsTask());
            completer?.Run.Notice(completer);
        }
    }

    [Replaces(typeof(ValueTask), nameof(ValueTask.Preserve))]
    public static ValueTask Preserve(ref ValueTask task, int site) =>
        AwaiterFields.Target(ref task) is IValueTaskSource && LogicalThread.Current is not null
            ? new ValueTask(AsTask(ref task, site))
            : task.Preserve();

    [Replaces(typeof(ValueTask<>), nameof(ValueTask<>.AsTask))]
    public static Task<TResult> AsTask<TResult>(ref ValueTask<TResult> task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        if (LogicalThread.Current is not { } thread || AwaiterFields.Target(
            ref task) is not IValueTaskSource<TResult> || task.IsCompleted)
            return task.AsTask();
        var (promise, source) = (new Promise<TResult>(false), task);
        var awaited = new AwaitedValue<TResult>(source);
        if (awaited.CanBeAsked)
            thread.Run.WhenReady(() => awaited.IsCompleted, t => End(t));
        else
            awaited.Register(() => End(LogicalThread.Current));
        return promise.Task;

        void End(LogicalThread? completer)
        {
            completer?.Mark(TaskSteps.Place(promise.Task), StepKind.Update);
            promise.TryEndAs(source.AsTask());
            completer?.Run.Notice(completer);
        }
    }

    [Replaces(typeof(ValueTask<>), nameof(ValueTask<>.Preserve))]
    public static ValueTask<TResult> Preserve<TResult>(ref ValueTask<TResult> task, int site) =>
        AwaiterFields.Target(ref task) is IValueTaskSource<TResult> && LogicalThread.Current is not null
            ? new ValueTask<TResult>(AsTask(ref task, site))
            : task.Preserve();

    [Replaces(typeof(ValueTask<>), "get_Result")]
    public static TResult Result<TResult>(ref ValueTask<TResult> task, int site)
    {
        if (LogicalThread.Current is { } thread && AwaiterFields.Target(ref task) is Task waited)
            thread.Join(waited, site, "wait for");
        return task.Result;
    }
}
