namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>using</c> calls <see cref="IDisposable.Dispose"/>, whatever the object is.</summary>
internal static class DisposeHooks
{
    [Replaces(typeof(IDisposable), nameof(IDisposable.Dispose))]
    public static void Dispose(IDisposable target, int site)
    {
        switch (target)
        {
            case CancellationTokenSource source:
                CancellationSourceHooks.Dispose(source, site);
                break;
            case System.Threading.Timer timer:
                TimerHooks.Dispose(timer, site);
                break;
            case PeriodicTimer timer:
                PeriodicTimerHooks.Dispose(timer, site);
                break;
            case System.Timers.Timer timer:
                ComponentTimerHooks.Dispose(timer, site);
                break;
            default:
                target.Dispose();
                break;
        }
    }

    [Replaces(typeof(IAsyncDisposable), nameof(IAsyncDisposable.DisposeAsync))]
    public static ValueTask DisposeAsync(IAsyncDisposable target, int site) => target is System.Threading.Timer timer
        ? TimerHooks.DisposeAsync(timer, site)
        : target.DisposeAsync();
}
