using System.Collections.Concurrent;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Adding to, and taking from, whichever of several collections is ready first.</summary>
internal static class BlockingCollectionsHooks
{
    [Replaces(typeof(BlockingCollection<>), "AddToAny")]
    public static int AddToAny<T>(BlockingCollection<T>[] collections, T item, int site) =>
        Put(collections, item, Timeout.Infinite, default, site);

    [Replaces(typeof(BlockingCollection<>), "AddToAny")]
    public static int AddToAny<T>(BlockingCollection<T>[] collections, T item, CancellationToken cancellation, int site) =>
        Put(collections, item, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(BlockingCollection<T>[] collections, T item, int site) =>
        Put(collections, item, 0, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(BlockingCollection<T>[] collections, T item, TimeSpan timeout, int site) =>
        Put(collections, item, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(BlockingCollection<T>[] collections, T item, int millisecondsTimeout, int site) =>
        Put(collections, item, millisecondsTimeout, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(
        BlockingCollection<T>[] collections, T item, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Put(collections, item, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "TakeFromAny")]
    public static int TakeFromAny<T>(BlockingCollection<T>[] collections, out T item, int site) =>
        GetOne(collections, out item, Timeout.Infinite, default, site);

    [Replaces(typeof(BlockingCollection<>), "TakeFromAny")]
    public static int TakeFromAny<T>(
        BlockingCollection<T>[] collections, out T item, CancellationToken cancellation, int site) =>
        GetOne(collections, out item, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(BlockingCollection<T>[] collections, out T item, int site) =>
        Get(collections, out item, 0, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(BlockingCollection<T>[] collections, out T item, TimeSpan timeout, int site) =>
        Get(collections, out item, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(
        BlockingCollection<T>[] collections, out T item, int millisecondsTimeout, int site) =>
        Get(collections, out item, millisecondsTimeout, default, site);

    [Replaces(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(
        BlockingCollection<T>[] collections, out T item, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Get(collections, out item, millisecondsTimeout, cancellation, site);

    private static int Put<T>(
        BlockingCollection<T>[] all, T item, int milliseconds, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is not { } thread || all is not { Length: > 0 } || all.Contains(null))
            return BlockingCollection<T>.TryAddToAny(all, item, milliseconds, cancellation);
        var index = -1;
        Take(
            thread, all, site, () => (index = BlockingCollection<T>.TryAddToAny(all, item, 0, cancellation)) >= 0,
            "add to any", milliseconds, cancellation);
        return index;
    }

    /// <summary>The real call throws when nothing will come any more.</summary>
    private static int GetOne<T>(
        BlockingCollection<T>[] all, out T item, int milliseconds, CancellationToken cancellation, int site)
    {
        var index = Get(all, out item, milliseconds, cancellation, site);
        return index >= 0 ? index : BlockingCollection<T>.TakeFromAny(all, out item!, cancellation);
    }

    private static int Get<T>(
        BlockingCollection<T>[] all, out T item, int milliseconds, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is not { } thread || all is not { Length: > 0 } || all.Contains(null))
            return BlockingCollection<T>.TryTakeFromAny(all, out item!, milliseconds, cancellation);
        var (index, taken) = (-1, default(T));
        Take(
            thread, all, site,
            () => (index = BlockingCollection<T>.TryTakeFromAny(all, out taken, 0, cancellation)) >= 0
                || Array.TrueForAll(all, c => c.IsCompleted),
            "take from any", milliseconds, cancellation);
        item = taken!;
        return index;
    }

    private static void Take<T>(
        LogicalThread thread, BlockingCollection<T>[] all, int site, Func<bool> tryTake, string verb, int milliseconds,
        CancellationToken cancellation)
    {
        Location[] places = [.. all.Select(Taking.Place)];
        if (!Taking.Take(thread, places[0], site, tryTake, new Attempt(verb, milliseconds)
            {
                Cancellation = cancellation, Changes = true, Others = places[1..],
            }))
            return;
        foreach (var place in places.Skip(1).Where(_ => !thread.Run.IsAborting))
        {
            thread.Run.Made(thread, place, StepKind.Update);
            thread.Run.Races.Acquire(thread, place);
            thread.Run.Races.Release(thread, place);
            thread.Run.Release(place);
        }
    }
}
