namespace Katas.Engine.Interleaving.Searching;

/// <summary>Which searches follow each other, and how many schedules each may run.</summary>
internal static class Strategies
{
    public static IEnumerable<(Func<ISearch> Search, int Share)> For(ExplorationOptions options)
    {
        Func<ISearch> partialOrder = () => new PartialOrderSearch();
        Func<ISearch> bounded = () => new PreemptionSearch(options.MaxPreemptions);
        Func<ISearch> random = () => new RandomSearch(options.Seed);
        var all = options.MaxSchedules;
        var (half, quarter) = (Math.Max(1, all / 2), Math.Max(1, all / 4));
        return options.Strategy switch
        {
            ExplorationStrategy.PartialOrder => [(partialOrder, all)],
            ExplorationStrategy.PreemptionBounded => [(bounded, all)],
            ExplorationStrategy.Exhaustive => [(() => new PreemptionSearch(int.MaxValue), all)],
            ExplorationStrategy.Random => [(random, all)],
            _ => [(partialOrder, half), (bounded, quarter), (random, all)],
        };
    }
}
