namespace Katas.Engine.Linearizability.Searching;

/// <summary>A search over one object's operations, whatever the width of its masks.</summary>
internal interface ISearch
{
    /// <summary>Runs until it is decided or the budget ends. Once only.</summary>
    SearchOutcome Run(SearchBudget budget);
}

/// <summary>Picks the narrowest search that fits.</summary>
internal static class Searches
{
    /// <returns><see langword="null"/>: more operations are open at once than any search can take.</returns>
    public static ISearch? For(Problem problem, CheckOptions options) => problem.SlotCount switch
    {
        <= 64 => new Search<Mask64>(problem, options),
        <= 256 => new Search<Mask256>(problem, options),
        <= 2048 => new Search<Mask2048>(problem, options),
        _ => null,
    };

    /// <summary>How many operations may be open at once.</summary>
    public static int MostOpen => Mask2048.Width;
}
