using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Tasks that end with another one, when a token is cancelled, or when a time is over.</summary>
internal static class Waiting
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static Task Delay(LogicalThread thread, TimeSpan delay, TimeProvider provider, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(provider);
        Check(delay, nameof(delay));
        thread.LookAtCancellation(cancellation);
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        if (delay == TimeSpan.Zero)
            return Task.CompletedTask;
        var end = new Ending<Promise>(Promise.After([]));
        end.Watch(cancellation);
        end.Limit(thread, delay, provider, p => p.TryEndAs(Task.CompletedTask));
        return end.Promise.Task;
    }

    public static Task Async(
        LogicalThread thread, Task task, TimeSpan timeout, TimeProvider? provider, CancellationToken cancellation) =>
        Async(thread, task, timeout, provider, cancellation, Promise.After([task]));

    public static Task<T> Async<T>(
        LogicalThread thread, Task<T> task, TimeSpan timeout, TimeProvider? provider, CancellationToken cancellation) =>
        (Task<T>)Async(thread, task, timeout, provider, cancellation, Promise<T>.After([task]));

    private static Task Async(
        LogicalThread thread, Task task, TimeSpan timeout, TimeProvider? provider, CancellationToken cancellation,
        Promise promise)
    {
        Check(timeout, nameof(timeout));
        thread.Look(TaskSteps.Place(task), -1);
        thread.LookAtCancellation(cancellation);
        if (task.IsCompleted || (!cancellation.CanBeCanceled && timeout == Timeout.InfiniteTimeSpan))
            return task;
        if (cancellation.IsCancellationRequested)
            promise.TryCancel(cancellation);
        else if (timeout == TimeSpan.Zero)
            promise.TryFail([new TimeoutException()]);
        if (promise.Task.IsCompleted)
            return promise.Task;
        var end = new Ending<Promise>(promise);
        end.Watch(cancellation);
        end.Limit(thread, timeout, provider ?? TimeProvider.System, p => p.TryFail([new TimeoutException()]));
        thread.Run.WhenReady(() => task.IsCompleted || promise.Task.IsCompleted, completer =>
        {
            completer.Mark(TaskSteps.Place(task), StepKind.Look);
            if (!promise.Task.IsCompleted)
                end.Come(completer, p => p.TryEndAs(task));
        });
        return promise.Task;
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time > LongestTimer))
            throw new ArgumentOutOfRangeException(name);
    }
}
