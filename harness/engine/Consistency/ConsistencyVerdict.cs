namespace Katas.Engine.Consistency;

/// <summary>What a check of a weaker consistency condition came to.</summary>
public enum ConsistencyVerdict
{
    /// <summary>The history satisfies the condition.</summary>
    Satisfied,

    /// <summary>It does not; the report holds at least one anomaly that shows it.</summary>
    Violation,

    /// <summary>It cannot be told: a budget ended, or the history does not say enough. Never a pass.</summary>
    Unknown,
}
