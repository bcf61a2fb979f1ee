namespace Katas.Engine.Consistency;

/// <summary>
/// What a store promises its transactions. Each level forbids what the one before it forbids, and more. Adya 1999; for the
/// cycles that snapshot isolation forbids: Cerone and Gotsman, "Analysing snapshot isolation", JACM 2018.
/// </summary>
public enum IsolationLevel
{
    /// <summary>PL-1: forbids G0.</summary>
    ReadUncommitted,

    /// <summary>PL-2: also G1a, G1b and G1c.</summary>
    ReadCommitted,

    /// <summary>
    /// Also cycles without two anti-dependencies in a row (G-single, G-nonadjacent), and transactions that contradict
    /// themselves (internal). Allows write skew.
    /// </summary>
    SnapshotIsolation,

    /// <summary>PL-3: forbids every cycle (also G2).</summary>
    Serializable,
}
