namespace Katas.Analyzers.Sharing;

/// <summary>A look at a concurrent collection, and what is done on the strength of it.</summary>
/// <param name="Check">The look.</param>
/// <param name="Act">What follows; the same operation for <c>d[k]++</c>.</param>
/// <param name="IsBrokenByRemoval">Whether another thread breaks it by removing, not by adding.</param>
/// <param name="Harm">For the message: what another thread does meanwhile.</param>
/// <param name="Remedy">For the message: what to use.</param>
internal sealed record CheckedPair(ConcurrentUse Check, ConcurrentUse Act, bool IsBrokenByRemoval, string Harm, string Remedy)
{
    public static CheckedPair Absent(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, false,
        act.Name == "set"
            ? "both find no entry, both make one, and the later replaces the earlier, which is in use by now"
            : "both find no entry, both make one, and one of them is not the one that is kept",
        "use GetOrAdd, or look at what TryAdd returns");

    public static CheckedPair Update(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, false, "both read the old value, both write, and one of the changes is lost", "use AddOrUpdate");

    public static CheckedPair Present(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, true, "it removes the entry, and the indexer throws", "use TryGetValue");

    public static CheckedPair Replaced(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, true, "it removes the entry, and the write puts it back", "use TryUpdate");

    public static CheckedPair Expired(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, false, "it puts a new value there, and that one is removed",
        "use TryRemove with the key and the value that was looked at");

    public static CheckedPair Taken(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, true, "it takes the last item, and this goes on with a default value", $"look at what {act.Name} returns");

    public static CheckedPair Peeked(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, true, "it takes the item that was looked at, and this removes the next one, which nobody has looked at",
        "hold a lock around both");

    public static CheckedPair Bounded(ConcurrentUse check, ConcurrentUse act) => new(
        check, act, false, "both see room for one more, both add, and the bound is overrun",
        "hold a lock around both, or take a place from a semaphore first");

    /// <summary>How a message names a use.</summary>
    public static string Say(ConcurrentUse use) => use.Name switch
    {
        "get" or "update" => "the read",
        "set" => "the write",
        _ => use.Name,
    };
}
