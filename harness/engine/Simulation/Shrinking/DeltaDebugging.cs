namespace Katas.Engine.Simulation.Shrinking;

/// <summary>Finds few of many things with which a run still fails.</summary>
/// <remarks>
/// <para>ddmin of Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002, as far as it takes parts
/// away: in ever smaller parts, until no single thing can go. Its other half, to try one small part alone, seldom succeeds
/// where two faults have to meet, and costs as many runs.</para>
/// <para>All are left out first: what needs no fault at all is told by one run.</para>
/// </remarks>
internal static class DeltaDebugging
{
    /// <summary>Takes things away.</summary>
    /// <param name="items">With all of them it fails.</param>
    /// <param name="fails">
    /// Tries some of them: those that had a part in it if it still fails, which may be fewer; null if it does not.
    /// </param>
    /// <returns>Some of them, in their order; none of which can be taken away alone, unless the trying came to an end.</returns>
    public static IReadOnlyList<T> Minimize<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, IReadOnlyList<T>?> fails)
    {
        if (items.Count == 0) return items;
        if (fails([]) is { } none) return none;
        for (var size = (items.Count + 1) / 2; size >= 1 && items.Count > 1;)
        {
            var before = items.Count;
            for (var at = 0; at < items.Count && items.Count > 1;)
            {
                var end = Math.Min(at + size, items.Count);
                if (end - at < items.Count && fails([.. items.Take(at), .. items.Skip(end)]) is { } left) items = left;
                else at = end;
            }

            // With single things it goes round until a round takes nothing away.
            if (size == 1 && items.Count == before) break;
            size = Math.Min(Math.Max(1, size / 2), Math.Max(1, (items.Count + 1) / 2));
        }

        return items;
    }
}
