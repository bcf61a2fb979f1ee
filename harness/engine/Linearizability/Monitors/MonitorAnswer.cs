namespace Katas.Engine.Linearizability.Monitors;

/// <summary>What a monitor found. Operations are named by their place in <see cref="TimedOperations"/>.</summary>
/// <param name="Kind">Its verdict.</param>
/// <param name="Operations">
/// Linearizable: every operation that took effect, in a legal order that respects the intervals. Violation: a few operations
/// that are impossible by themselves, whatever the others did.
/// </param>
/// <param name="Reason">Violation: why, in one sentence. Not applicable: what it cannot handle.</param>
internal sealed record MonitorAnswer(MonitorAnswerKind Kind, IReadOnlyList<int> Operations, string Reason)
{
    public static MonitorAnswer Linearizable(IReadOnlyList<int> order) => new(MonitorAnswerKind.Linearizable, order, "");

    public static MonitorAnswer Violation(string reason, params IReadOnlyList<int> evidence) =>
        new(MonitorAnswerKind.Violation, evidence, reason);

    public static MonitorAnswer NotApplicable(string reason) => new(MonitorAnswerKind.NotApplicable, [], reason);
}

internal enum MonitorAnswerKind
{
    Linearizable,
    Violation,
    NotApplicable,
}
