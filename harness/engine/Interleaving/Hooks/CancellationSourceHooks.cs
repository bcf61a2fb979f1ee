using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="CancellationTokenSource"/>; its delays are virtual time.</summary>
/// <remarks>Callbacks run on the thread that cancels, and may be interrupted like any other code.</remarks>
internal static class CancellationSourceHooks
{
    [Replaces(typeof(CancellationTokenSource), ".ctor")]
    public static CancellationTokenSource Create(int millisecondsDelay, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return new CancellationTokenSource(millisecondsDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, Timeout.Infinite);
        return CancelLater(thread, new CancellationTokenSource(), TimeSpan.FromMilliseconds(millisecondsDelay), site);
    }

    [Replaces(typeof(CancellationTokenSource), ".ctor")]
    public static CancellationTokenSource Create(TimeSpan delay, int site) => LogicalThread.Current is { } thread
        ? CancelLater(thread, new CancellationTokenSource(), Checked(delay), site)
        : new CancellationTokenSource(delay);

    [Replaces(typeof(CancellationTokenSource), ".ctor")]
    public static CancellationTokenSource Create(TimeSpan delay, TimeProvider timeProvider, int site) =>
        LogicalThread.Current is { } thread && timeProvider == thread.Run.Time
            ? Create(delay, site)
            : new CancellationTokenSource(delay, timeProvider);

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAfter))]
    public static void CancelAfter(CancellationTokenSource source, int millisecondsDelay, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, Timeout.Infinite);
        CancelAfter(source, TimeSpan.FromMilliseconds(millisecondsDelay), site);
    }

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAfter))]
    public static void CancelAfter(CancellationTokenSource source, TimeSpan delay, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            source.CancelAfter(delay);
            return;
        }

        // Throws when the source was disposed.
        _ = source.Token;
        CancelLater(thread, source, Checked(delay), site);
    }

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.Cancel))]
    public static void Cancel(CancellationTokenSource source, int site) => Cancel(source, false, site);

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.Cancel))]
    public static void Cancel(CancellationTokenSource source, bool throwOnFirstException, int site)
    {
        if (LogicalThread.Current is { } thread)
            Announce(thread, source, site);
        source.Cancel(throwOnFirstException);
    }

    /// <summary>The source is cancelled at once; a thread of its own runs the callbacks.</summary>
    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAsync))]
    public static Task CancelAsync(CancellationTokenSource source, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return source.CancelAsync();
        // Throws when the source was disposed.
        _ = source.Token;
        Announce(thread, source, site);
        if (!Cancellations.Begin(source))
            return Task.CompletedTask;
        // Inline: a thread of the pool is in no schedule.
        var done = new TaskCompletionSource(TaskCreationOptions.None);
        thread.Run.Spawn(thread, "CancelAsync", () => Finish(source, done));
        return done.Task;
    }

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.TryReset))]
    public static bool TryReset(CancellationTokenSource source, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return source.TryReset();
        return Taking.Change(thread, source, site, "try to reset", s =>
        {
            var facts = Cancellations.Of(s);
            facts.Timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return !facts.HasExpired && s.TryReset();
        });
    }

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.Dispose))]
    public static void Dispose(CancellationTokenSource source, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Released(thread.ArriveToChange(Taking.Place(source), site), "dispose");
            Cancellations.Of(source).Timer?.Dispose();
        }

        source.Dispose();
    }

    [Replaces(typeof(CancellationTokenSource), "get_IsCancellationRequested")]
    public static bool IsCancellationRequested(CancellationTokenSource source, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Look(thread, source, site, "is cancelled", s => s.IsCancellationRequested)
            : source.IsCancellationRequested;

    /// <summary>Says what is cancelled now, just before it is: nothing comes between.</summary>
    public static void Announce(LogicalThread thread, CancellationTokenSource source, int site)
    {
        var wait = thread.ArriveToChange(Taking.Place(source), site);
        if (thread.Run.IsAborting)
            return;
        thread.Released(wait, "cancel");
        foreach (var linked in Cancellations.LinkedTo(source))
        {
            var place = Taking.Place(linked);
            if (thread.Run.Touches.Note(place, thread.Index, writes: true))
                thread.Run.Contended.Find(linked.GetType().FullName!);
            thread.Run.Made(thread, place, StepKind.Update);
            thread.Run.Races.Release(thread, place);
            thread.Run.Release(place);
        }
    }

    private static CancellationTokenSource CancelLater(
        LogicalThread thread, CancellationTokenSource source, TimeSpan delay, int site)
    {
        var facts = Cancellations.Of(source);
        if (source.IsCancellationRequested)
            return source;
        if (facts.Timer is { } timer)
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        else
            facts.Timer = thread.Run.Time.CreateTimer(_ => Expire(source, site), null, delay, Timeout.InfiniteTimeSpan);
        return source;
    }

    private static void Expire(CancellationTokenSource source, int site)
    {
        Cancellations.Of(source).HasExpired = true;
        try
        {
            Cancel(source, site);
        }
        catch (ObjectDisposedException)
        {
            // The real timer swallows it too: it may fire while the source is disposed.
        }
    }

    private static void Finish(CancellationTokenSource source, TaskCompletionSource done)
    {
        try
        {
            Cancellations.RunCallbacks(source, false);
            done.SetResult();
        }
        catch (AggregateException fault)
        {
            done.SetException(fault);
        }
    }

    private static TimeSpan Checked(TimeSpan delay)
    {
        var milliseconds = (long)delay.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite, nameof(delay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, uint.MaxValue - 1, nameof(delay));
        return delay;
    }
}
