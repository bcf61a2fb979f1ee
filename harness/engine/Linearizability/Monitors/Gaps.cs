namespace Katas.Engine.Linearizability.Monitors;

/// <summary>
/// The gaps between events: gap g is the time after the event of rank g and before that of rank g + 1. What is certainly there
/// from a return to a later call covers the gaps from the one's rank up to, not including, the other's.
/// </summary>
internal static class Gaps
{
    /// <summary>For each gap the first at or after it that no stretch covers; the number of gaps if there is none.</summary>
    public static int[] NextFree(int gaps, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var change = new int[gaps + 1];
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] >= to[i]) continue;
            change[from[i]]++;
            change[to[i]]--;
        }

        var free = new int[gaps + 1];
        for (var (gap, depth) = (0, 0); gap < gaps; gap++)
        {
            depth += change[gap];
            free[gap] = depth;
        }

        free[gaps] = gaps;
        for (var gap = gaps - 1; gap >= 0; gap--) free[gap] = free[gap] == 0 ? gap : free[gap + 1];
        return free;
    }

    /// <summary>
    /// The fewest stretches that together cover the gaps from <paramref name="start"/> up to <paramref name="end"/>.
    /// </summary>
    public static List<int> Chain(int gaps, ReadOnlySpan<int> from, ReadOnlySpan<int> to, int start, int end)
    {
        var longest = new int[gaps + 1];
        Array.Fill(longest, -1);
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] < to[i] && (longest[from[i]] < 0 || to[longest[from[i]]] < to[i])) longest[from[i]] = i;
        }

        var chain = new List<int>();
        for (var (at, next, best) = (start, 0, -1); at < end; at = to[best])
        {
            for (; next <= at; next++)
            {
                if (longest[next] >= 0 && (best < 0 || to[longest[next]] > to[best])) best = longest[next];
            }

            chain.Add(best);
        }

        return chain;
    }
}
