using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.Delay</c>, in virtual time.</summary>
internal static class TaskDelayHooks
{
    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(int millisecondsDelay, int site) => Delay(millisecondsDelay, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken, int site)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, Timeout.Infinite);
        return Delay(TimeSpan.FromMilliseconds(millisecondsDelay), TimeProvider.System, cancellationToken, site);
    }

    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay, int site) => Delay(delay, TimeProvider.System, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay, CancellationToken cancellationToken, int site) =>
        Delay(delay, TimeProvider.System, cancellationToken, site);

    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay, TimeProvider timeProvider, int site) =>
        Delay(delay, timeProvider, CancellationToken.None, site);

    [Replaces(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is { } thread
            ? Waiting.Delay(thread, delay, timeProvider, cancellationToken)
            : Task.Delay(delay, timeProvider, cancellationToken);
}
