using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>A cancellation registration, whose end waits for a callback that another thread is running.</summary>
internal static class CancellationHooks
{
    [Replaces(typeof(CancellationTokenRegistration), nameof(CancellationTokenRegistration.Unregister))]
    public static bool Unregister(ref CancellationTokenRegistration registration, int site)
    {
        Arrive(registration, site);
        return registration.Unregister();
    }

    [Replaces(typeof(CancellationTokenRegistration), nameof(CancellationTokenRegistration.Dispose))]
    public static void Dispose(ref CancellationTokenRegistration registration, int site)
    {
        if (LogicalThread.Current is not { } thread || Arrive(registration, site) is not { } callback)
        {
            registration.Dispose();
            return;
        }

        if (registration.Unregister())
            return;
        var wait = new Wait(new Location(callback, null), "", thread.Run.Sites[site])
        {
            IsReady = () => !IsRunningElsewhere(callback, thread),
        };
        while (IsRunningElsewhere(callback, thread))
            thread.Block(wait, "waits for the callback of");
        thread.WaitingFor = null;
    }

    [Replaces(typeof(CancellationTokenRegistration), nameof(CancellationTokenRegistration.DisposeAsync))]
    public static ValueTask DisposeAsync(ref CancellationTokenRegistration registration, int site)
    {
        if (LogicalThread.Current is not { } thread || Arrive(registration, site) is not { } callback)
            return registration.DisposeAsync();
        return registration.Unregister() || !IsRunningElsewhere(callback, thread)
            ? ValueTask.CompletedTask
            : new ValueTask(callback.Ended.Task);
    }

    /// <summary>A registration ends, or turns out to have ended; its callback if the explorer knows it.</summary>
    private static Cancellations.Callback? Arrive(CancellationTokenRegistration registration, int site)
    {
        if (LogicalThread.Current is not { } thread || Cancellations.SourceOf(registration.Token) is not { } source)
            return null;
        thread.Released(thread.ArriveToChange(Taking.Place(source), site), "unregister from");
        return Cancellations.Of(source).Callbacks.GetValueOrDefault(registration);
    }

    private static bool IsRunningElsewhere(Cancellations.Callback callback, LogicalThread thread) =>
        callback.Runner is { } runner && runner != thread;
}
