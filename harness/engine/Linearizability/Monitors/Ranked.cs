namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Sorts by ranks, which are small numbers: in linear time.</summary>
internal static class Ranked
{
    /// <summary>The places of <paramref name="keys"/>, smallest key first, equal keys in the order of their places.</summary>
    /// <param name="keys">From 0 to <paramref name="largest"/>.</param>
    /// <param name="largest">The largest key.</param>
    public static int[] Order(ReadOnlySpan<int> keys, int largest)
    {
        var starts = new int[largest + 2];
        foreach (var key in keys) starts[key + 1]++;
        for (var key = 1; key < starts.Length; key++) starts[key] += starts[key - 1];
        var order = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++) order[starts[keys[i]]++] = i;
        return order;
    }

    /// <summary>Puts operations that fit anywhere in their intervals into a legal order.</summary>
    /// <param name="order">
    /// A legal order of the others. Each of them can take effect at the latest call so far, which is the earliest moment that
    /// the order allows; so an operation that is put in before the first that takes effect later than its call is in time.
    /// </param>
    /// <param name="anywhere">The operations to put in, in the order of their calls.</param>
    /// <param name="calls">The ranks of all calls.</param>
    public static List<int> Merge(List<int> order, List<int> anywhere, int[] calls)
    {
        if (anywhere.Count == 0) return order;
        var merged = new List<int>(order.Count + anywhere.Count);
        var (now, next) = (-1, 0);
        foreach (var operation in order)
        {
            now = Math.Max(now, calls[operation]);
            while (next < anywhere.Count && calls[anywhere[next]] < now) merged.Add(anywhere[next++]);
            merged.Add(operation);
        }

        merged.AddRange(anywhere[next..]);
        return merged;
    }
}
