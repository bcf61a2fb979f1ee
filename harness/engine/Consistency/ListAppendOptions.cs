namespace Katas.Engine.Consistency;

/// <summary>What is forbidden, and how much the search for short cycles may cost.</summary>
public sealed record ListAppendOptions
{
    /// <summary>The level that the store promises.</summary>
    public IsolationLevel Level { get; init; } = IsolationLevel.Serializable;

    /// <summary>
    /// Whether a transaction also comes after the earlier ones of its process: the strong session variants. Cycles that
    /// need it end in <c>-process</c>.
    /// </summary>
    public bool ProcessOrder { get; init; }

    /// <summary>
    /// Whether a transaction also comes after those that had ended when it began: with
    /// <see cref="IsolationLevel.Serializable"/>, strict serializability. Cycles that need it end in <c>-realtime</c>.
    /// </summary>
    public bool RealTimeOrder { get; init; }

    /// <summary>How many edges may be followed to find short cycles.</summary>
    /// <value>
    /// 20 million: below a second. When it ends, a cycle that was not yet found is given in any length, and where that
    /// cannot tell whether the level forbids it, the verdict is Unknown.
    /// </value>
    public long MaxSteps { get; init; } = 20_000_000;
}
