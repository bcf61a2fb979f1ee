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
        var end = new End(Promise.After([]));
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
        var end = new End(promise);
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

    /// <summary>The ways in which a promise can end; the first one counts, and the others are called off.</summary>
    private sealed class End(Promise promise)
    {
        private CancellationTokenRegistration _registration;
        private ITimer? _timer;

        public Promise Promise => promise;

        public void Watch(CancellationToken cancellation) => _registration = cancellation.UnsafeRegister(
            (_, token) => Come(LogicalThread.Current, p => p.TryCancel(token)), null);

        public void Limit(LogicalThread thread, TimeSpan time, TimeProvider provider, Func<Promise, bool> end)
        {
            if (time == Timeout.InfiniteTimeSpan || promise.Task.IsCompleted)
                return;
            var source = provider == TimeProvider.System ? thread.Run.Time : provider;
            _timer = source.CreateTimer(_ => Come(LogicalThread.Current, end), null, time, Timeout.InfiniteTimeSpan);
        }

        public void Come(LogicalThread? thread, Func<Promise, bool> end)
        {
            thread?.Mark(TaskSteps.Place(promise.Task), StepKind.Update);
            if (promise.Task.IsCompleted)
                return;
            // Called off first: who awaits the promise may look for timers that are still set.
            _registration.Unregister();
            _timer?.Dispose();
            end(promise);
            thread?.Run.Notice(thread);
        }
    }
}
