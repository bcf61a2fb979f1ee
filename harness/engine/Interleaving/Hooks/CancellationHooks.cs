using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>A cancellation registration, whose end waits for a callback that another thread is running.</summary>
internal static class CancellationHooks
{
    [Replaces(typeof(CancellationTokenRegistration), nameof(CancellationTokenRegistration.Dispose))]
    public static void Dispose(ref CancellationTokenRegistration registration, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            registration.Dispose();
            return;
        }

        if (HasEnded(registration))
            return;
        var callback = new Location(registration.Token, null);
        var wait = new Wait(callback, "", thread.Run.Sites[site]);
        while (!HasEnded(registration))
            thread.Block(wait, "waits for the callback of");
        thread.WaitingFor = null;
    }

    /// <summary>Removes the registration, and tells without waiting whether its callback still runs elsewhere.</summary>
    private static bool HasEnded(CancellationTokenRegistration registration)
    {
        var ended = registration.DisposeAsync();
        return ended.IsCompleted;
    }
}
