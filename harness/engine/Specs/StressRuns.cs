using System.Diagnostics;
using Katas.Engine.Time;

namespace Katas.Engine.Specs;

/// <summary>Runs a small test on real threads, again and again: for what the explorer does not control.</summary>
/// <remarks>
/// Nothing fixes the timing, so that a pass says little. The number of runs is bounded, not their time. A run that comes to no
/// end proves nothing either: it may be a deadlock, or wait for a time that is far off.
/// </remarks>
internal static class StressRuns
{
    /// <summary>How often a test is run.</summary>
    public const int Count = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs until one fails.</summary>
    /// <param name="create">Makes a fresh object for a run.</param>
    /// <param name="operations">The threads.</param>
    /// <param name="check">Runs after all of them.</param>
    /// <returns>
    /// The 1-based number of the run, and what was thrown; nothing thrown: it came to no end. Null when all passed.
    /// </returns>
    public static (int Run, Exception? Thrown)? Try<T>(
        Func<T> create, IReadOnlyList<Action<T>> operations, Action<T> check)
    {
        for (var run = 1; run <= Count; run++)
        {
            var subject = create();
            var (hasEnded, thrown) = Together([.. operations.Select(operation => (Action)(() => operation(subject)))]);
            if (!hasEnded || thrown is not null) return (run, thrown);
            PoolRest.Wait(1); // a sign of life, for whoever watches for a hang
            if (Thrown(() => check(subject)) is { } broken) return (run, broken);
        }

        return null;
    }

    /// <summary>Starts the threads together; false when one of them comes to no end.</summary>
    private static (bool HasEnded, Exception? Thrown) Together(IReadOnlyList<Action> operations)
    {
        var missing = operations.Count;
        Exception? failure = null;
        var threads = operations.Select(operation => new Thread(() =>
        {
            // Spinning, not waiting: a thread that has to be woken comes when the others are done.
            Interlocked.Decrement(ref missing);
            while (Volatile.Read(ref missing) > 0) Thread.Yield();
            if (Thrown(operation) is { } thrown) Interlocked.CompareExchange(ref failure, thrown, null);
        })
        {
            IsBackground = true, Name = "stress",
        }).ToList();
        foreach (var thread in threads) thread.UnsafeStart();
        var hasEnded = threads.TrueForAll(thread => thread.Join(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : Patience));
        return (hasEnded, Volatile.Read(ref failure));
    }

    private static Exception? Thrown(Action action)
    {
#pragma warning disable CA1031 // Whatever an operation or the check throws is a finding.
        try
        {
            action();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
#pragma warning restore CA1031
    }
}
