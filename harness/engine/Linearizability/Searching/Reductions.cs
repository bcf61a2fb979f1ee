namespace Katas.Engine.Linearizability.Searching;

/// <summary>
/// What the search leaves out because something else stands for it. Each is proven alone and with the others against a search
/// that leaves out nothing. The argument that they may be combined: of all orders that explain a history take those with the
/// fewest operations, and of these the first when read-only operations count as smaller than others, and earlier deadlines as
/// smaller than later ones. No reduction removes that order.
/// </summary>
[Flags]
internal enum Reductions
{
    None = 0,

    /// <summary>An open read-only operation that is legal now is done now: it disturbs nobody, and may never be legal
    /// again.</summary>
    ReadOnlyAtOnce = 1,

    /// <summary>Of open operations of one class only the most urgent is tried: whatever another could do, it can.</summary>
    MostUrgentOfClass = 2,

    /// <summary>
    /// Of two neighbours that may change places without a difference only the order is tried in which the more urgent comes
    /// first. So an operation is not done before it must be, unless somebody depends on it.
    /// </summary>
    CommutingNeighbours = 4,

    /// <summary>An operation that never returns is not done where it has no effect: it need not be done at all.</summary>
    IdleEndless = 8,

    /// <summary>
    /// A configuration is left when the next observer can never become legal: no operation that may still come before it
    /// leads, from any state that can be reached, to one in which it is.
    /// </summary>
    LookAhead = 16,

    All = ReadOnlyAtOnce | MostUrgentOfClass | CommutingNeighbours | IdleEndless | LookAhead,
}
