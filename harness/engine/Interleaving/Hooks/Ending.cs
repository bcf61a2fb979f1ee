using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The ways in which a promise can end; the first one counts, and the others are called off.</summary>
internal abstract class Ending(Promise promise)
{
    private CancellationTokenRegistration _registration;
    private ITimer? _timer;

    /// <summary>It is cancelled with the token.</summary>
    public void Watch(CancellationToken cancellation) => _registration = cancellation.UnsafeRegister(
        (_, token) => Come(LogicalThread.Current, () => promise.TryCancel(token)), null);

    /// <summary>It ends as the thread says, if it has not ended yet.</summary>
    protected void Come(LogicalThread? thread, Func<bool> end)
    {
        thread?.Mark(TaskSteps.Place(promise.Task), StepKind.Update);
        if (promise.Task.IsCompleted)
            return;
        // Called off first: who awaits the promise may look for timers that are still set.
        _registration.Unregister();
        _timer?.Dispose();
        end();
        thread?.Run.Notice(thread);
    }

    protected void Limit(LogicalThread thread, TimeSpan time, TimeProvider provider, Func<bool> end)
    {
        if (time == Timeout.InfiniteTimeSpan || promise.Task.IsCompleted)
            return;
        var source = provider == TimeProvider.System ? thread.Run.Time : provider;
        _timer = source.CreateTimer(_ => Come(LogicalThread.Current, end), null, time, Timeout.InfiniteTimeSpan);
    }
}

/// <inheritdoc cref="Ending"/>
internal sealed class Ending<TPromise>(TPromise promise) : Ending(promise) where TPromise : Promise
{
    public TPromise Promise => promise;

    public void Come(LogicalThread? thread, Func<TPromise, bool> end) => Come(thread, () => end(promise));

    /// <summary>It ends when the time is over.</summary>
    public void Limit(LogicalThread thread, TimeSpan time, TimeProvider provider, Func<TPromise, bool> end) =>
        Limit(thread, time, provider, () => end(promise));
}
