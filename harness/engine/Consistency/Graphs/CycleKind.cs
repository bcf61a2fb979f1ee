namespace Katas.Engine.Consistency.Graphs;

/// <summary>A kind of cycle: an edge that it has for certain, and which edges may follow it on the way back.</summary>
/// <remarks>
/// The way back is read by a small automaton whose states are 0 to 3, so that "two anti-dependencies in a row" and "several,
/// no two in a row" are found by the same search as "ww only".
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Start">The kinds of the first edge.</param>
/// <param name="Rest">The kinds of the others.</param>
internal sealed record CycleKind(string Name, DependencyKind Start, DependencyKind Rest)
{
    private const DependencyKind Reads = DependencyKind.WriteWrite | DependencyKind.WriteRead;
    private const DependencyKind All = Reads | DependencyKind.ReadWrite;

    private enum Rule
    {
        Any,
        TwoAdjacent,
        NoneAdjacent,
    }

    private Rule Counting { get; init; }

    public static CycleKind G0 { get; } = new("G0", DependencyKind.WriteWrite, DependencyKind.WriteWrite);

    public static CycleKind G1c { get; } = new("G1c", DependencyKind.WriteRead, Reads);

    public static CycleKind GSingle { get; } = new("G-single", DependencyKind.ReadWrite, Reads);

    public static CycleKind GNonadjacent { get; } =
        new("G-nonadjacent", DependencyKind.ReadWrite, All) { Counting = Rule.NoneAdjacent };

    public static CycleKind G2 { get; } =
        new("G2", DependencyKind.ReadWrite, All) { Counting = Rule.TwoAdjacent };

    /// <summary>Any cycle of edges of these kinds.</summary>
    public static CycleKind Any(DependencyKind kinds) => new("cycle", kinds, kinds);

    /// <summary>This, with edges of further kinds on the way back.</summary>
    public CycleKind With(DependencyKind order, string suffix) => this with { Name = Name + suffix, Rest = Rest | order };

    /// <summary>The state after the first edge.</summary>
    public int Initial => Counting == Rule.NoneAdjacent ? 1 : 0;

    /// <summary>The state after one more edge; -1: it may not follow.</summary>
    public int Next(int state, DependencyKind edge)
    {
        if ((edge & Rest) == 0) return -1;
        var anti = edge == DependencyKind.ReadWrite;
        return Counting switch
        {
            // Every such cycle can be begun at the first of the two.
            Rule.TwoAdjacent => state == 1 || anti ? 1 : -1,
            Rule.NoneAdjacent when anti => (state & 1) != 0 ? -1 : 3,
            Rule.NoneAdjacent => state & 2,
            _ => 0,
        };
    }

    /// <summary>Whether the way back may end in this state.</summary>
    public bool Accepts(int state) => Counting switch
    {
        Rule.TwoAdjacent => state == 1,
        Rule.NoneAdjacent => state == 2,
        _ => true,
    };
}
