using System.Numerics;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Parallel.ForEachAsync</c> and <c>ForAsync</c>, with a few workers.</summary>
internal static class ParallelAsyncHooks
{
    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body, int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Items(source), new ParallelOptions(), body, site)
            : Parallel.ForEachAsync(source, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, CancellationToken cancellationToken, Func<TSource, CancellationToken, ValueTask> body,
            int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Items(source),
                new ParallelOptions { CancellationToken = cancellationToken }, body, site)
            : Parallel.ForEachAsync(source, cancellationToken, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body,
            int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Items(source), parallelOptions, body, site)
            : Parallel.ForEachAsync(source, parallelOptions, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body, int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, source, new ParallelOptions(), body, site)
            : Parallel.ForEachAsync(source, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source, CancellationToken cancellationToken, Func<TSource, CancellationToken,
            ValueTask> body, int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, source, new ParallelOptions { CancellationToken = cancellationToken }, body, site)
            : Parallel.ForEachAsync(source, cancellationToken, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body,
            int site) =>
        LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, source, parallelOptions, body, site)
            : Parallel.ForEachAsync(source, parallelOptions, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(
        T fromInclusive, T toExclusive, Func<T, CancellationToken, ValueTask> body, int site)
        where T : IBinaryInteger<T> => LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Numbers(fromInclusive, toExclusive), new ParallelOptions(), body, site)
            : Parallel.ForAsync(fromInclusive, toExclusive, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(
        T fromInclusive, T toExclusive, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body, int site)
        where T : IBinaryInteger<T> => LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Numbers(fromInclusive, toExclusive),
                new ParallelOptions { CancellationToken = cancellationToken }, body, site)
            : Parallel.ForAsync(fromInclusive, toExclusive, cancellationToken, body);

    [Replaces(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(
        T fromInclusive, T toExclusive, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body, int site)
        where T : IBinaryInteger<T> => LogicalThread.Current is { } thread
            ? ParallelFlow.Run(thread, ParallelFlow.Numbers(fromInclusive, toExclusive), parallelOptions, body, site)
            : Parallel.ForAsync(fromInclusive, toExclusive, parallelOptions, body);
}
