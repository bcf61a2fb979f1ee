using Katas.Engine.Histories;

namespace Katas.Engine.Consistency;

/// <summary>The verdict on a history under one condition, with what shows it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Condition">The condition in words: <c>sequential consistency</c>.</param>
public sealed record ConsistencyReport(ConsistencyVerdict Verdict, string Condition)
{
    /// <summary>Violation: what cannot be, the most telling first; otherwise empty. At most a few of each name.</summary>
    public IReadOnlyList<Anomaly> Anomalies { get; init; } = [];

    /// <summary>Unknown: why it cannot be told. Otherwise empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Sequential consistency, satisfied: one legal order of all operations. Operations that never returned and had no
    /// effect are left out. Empty for the other conditions.
    /// </summary>
    public IReadOnlyList<Operation> Witness { get; init; } = [];

    internal static ConsistencyReport Unknown(string condition, string reason) =>
        new(ConsistencyVerdict.Unknown, condition) { Reason = reason };

    internal static ConsistencyReport Of(string condition, IReadOnlyList<Anomaly> anomalies) =>
        new(anomalies.Count == 0 ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation, condition)
        {
            Anomalies = anomalies,
        };

    /// <summary>The report in lines: the condition, then each anomaly with its explanation, or the reason.</summary>
    public override string ToString() => Verdict switch
    {
        ConsistencyVerdict.Satisfied => $"{Condition}: satisfied",
        ConsistencyVerdict.Unknown => $"{Condition}: unknown. {Reason}",
        _ => $"{Condition}: violated\n{string.Join('\n', Anomalies.Select(anomaly => $"{anomaly.Name}: {anomaly.Explanation}"))}",
    };
}
