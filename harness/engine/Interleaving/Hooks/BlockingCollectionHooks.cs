using System.Collections.Concurrent;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="BlockingCollection{T}"/>: whoever adds or takes waits until the real call would not block.</summary>
internal static class BlockingCollectionHooks
{
    [Replaces(typeof(BlockingCollection<>), "Add")]
    public static void Add<T>(BlockingCollection<T> items, T item, int site) =>
        Put(items, item, Timeout.Infinite, default, site);

    [Replaces(typeof(BlockingCollection<>), "Add")]
    public static void Add<T>(BlockingCollection<T> items, T item, CancellationToken cancellation, int site) =>
        Put(items, item, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(BlockingCollection<T> items, T item, int site) =>
        Put(items, item, 0, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(BlockingCollection<T> items, T item, TimeSpan timeout, int site) =>
        Put(items, item, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(BlockingCollection<T> items, T item, int millisecondsTimeout, int site) =>
        Put(items, item, millisecondsTimeout, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(
        BlockingCollection<T> items, T item, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Put(items, item, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "Take")]
    public static T Take<T>(BlockingCollection<T> items, int site) => Take(items, CancellationToken.None, site);

    [Replaces(typeof(BlockingCollection<>), "Take")]
    public static T Take<T>(BlockingCollection<T> items, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is null)
            return items.Take(cancellation);
        // The real call throws when nothing will come any more.
        return Get(items, out var item, Timeout.Infinite, cancellation, site) ? item : items.Take(cancellation);
    }

    [Replaces(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(BlockingCollection<T> items, out T item, int site) =>
        Get(items, out item, 0, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(BlockingCollection<T> items, out T item, TimeSpan timeout, int site) =>
        Get(items, out item, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(BlockingCollection<T> items, out T item, int millisecondsTimeout, int site) =>
        Get(items, out item, millisecondsTimeout, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(
        BlockingCollection<T> items, out T item, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Get(items, out item, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "GetConsumingEnumerable")]
    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> items, int site) =>
        GetConsumingEnumerable(items, CancellationToken.None, site);

    [Replaces(typeof(BlockingCollection<>), "GetConsumingEnumerable")]
    public static IEnumerable<T> GetConsumingEnumerable<T>(
        BlockingCollection<T> items, CancellationToken cancellation, int site)
    {
        while (Get(items, out var item, Timeout.Infinite, cancellation, site))
            yield return item;
    }

    [Replaces(typeof(BlockingCollection<>), "CompleteAdding")]
    public static void CompleteAdding<T>(BlockingCollection<T> items, int site)
    {
        if (LogicalThread.Current is { } thread)
            Taking.Change(thread, items, site, "complete", i => { i.CompleteAdding(); return true; });
        else
            items.CompleteAdding();
    }

    [Replaces(typeof(BlockingCollection<>), "get_Count")]
    public static int Count<T>(BlockingCollection<T> items, int site) => Look(items, site, "count", i => i.Count);

    [Replaces(typeof(BlockingCollection<>), "get_IsCompleted")]
    public static bool IsCompleted<T>(BlockingCollection<T> items, int site) =>
        Look(items, site, "is completed", i => i.IsCompleted);

    [Replaces(typeof(BlockingCollection<>), "get_IsAddingCompleted")]
    public static bool IsAddingCompleted<T>(BlockingCollection<T> items, int site) =>
        Look(items, site, "is adding completed", i => i.IsAddingCompleted);

    [Replaces(typeof(BlockingCollection<>), "ToArray")]
    public static T[] ToArray<T>(BlockingCollection<T> items, int site) => Look(items, site, "copy", i => i.ToArray());

    private static TResult Look<T, TResult>(
        BlockingCollection<T> items, int site, string verb, Func<BlockingCollection<T>, TResult> look) =>
        LogicalThread.Current is { } thread ? Taking.Look(thread, items, site, verb, look) : look(items);

    private static bool Put<T>(
        BlockingCollection<T> items, T item, int milliseconds, CancellationToken cancellation, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(items), site, () => items.TryAdd(item, 0, cancellation),
                new Attempt("add to", milliseconds) { Cancellation = cancellation, Changes = true })
            : items.TryAdd(item, milliseconds, cancellation);

    /// <summary>Takes an item; false when the time is over, or nothing will come any more.</summary>
    private static bool Get<T>(
        BlockingCollection<T> items, out T item, int milliseconds, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return items.TryTake(out item!, milliseconds, cancellation);
        var (got, taken) = (false, default(T));
        Taking.Take(
            thread, Taking.Place(items), site,
            () => (got = items.TryTake(out taken, 0, cancellation)) || items.IsCompleted,
            new Attempt("take from", milliseconds) { Cancellation = cancellation, Changes = true });
        item = taken!;
        return got;
    }
}
