using System.Collections.Concurrent;
using Katas.Engine.Interleaving.Running;

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
            case SemaphoreSlim or ManualResetEventSlim or CountdownEvent or Barrier or ReaderWriterLockSlim or WaitHandle:
                End(target, target.Dispose, site);
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

    [Replaces(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Dispose))]
    public static void Dispose(SemaphoreSlim target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Dispose))]
    public static void Dispose(ManualResetEventSlim target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(CountdownEvent), nameof(CountdownEvent.Dispose))]
    public static void Dispose(CountdownEvent target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(Barrier), nameof(Barrier.Dispose))]
    public static void Dispose(Barrier target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.Dispose))]
    public static void Dispose(ReaderWriterLockSlim target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.Dispose))]
    public static void Dispose(WaitHandle target, int site) => End(target, target.Dispose, site);

    [Replaces(typeof(WaitHandle), nameof(WaitHandle.Close))]
    public static void Close(WaitHandle target, int site) => End(target, target.Close, site);

    [Replaces(typeof(BlockingCollection<>), "Dispose")]
    public static void Dispose<T>(BlockingCollection<T> target, int site) => End(target, target.Dispose, site);

    private static void End(object target, Action dispose, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            dispose();
            return;
        }

        var wait = thread.ArriveToChange(Taking.Place(target), site);
        dispose();
        thread.Released(wait, "dispose");
    }
}
