namespace Katas.Engine.Consistency;

/// <summary>One thing that the condition forbids, found in the history.</summary>
/// <param name="Name">Its name in the literature: <c>G-single</c>, <c>WriteCORead</c>.</param>
/// <param name="Summary">What is wrong, in one sentence.</param>
/// <param name="Involved">
/// The operations (places in <see cref="Histories.History.Operations"/>) or the transactions
/// (<see cref="Transaction.Index"/>) that show it, each once, in the order in which the explanation names them.
/// </param>
/// <param name="Dependencies">
/// Why each of them comes before the next. Where the anomaly is a cycle, the last leads back to the first.
/// </param>
public sealed record Anomaly(
    string Name, string Summary, IReadOnlyList<int> Involved, IReadOnlyList<Dependency> Dependencies)
{
    /// <summary>The summary, and below it one line for each dependency. Plain text, for people.</summary>
    public string Explanation => string.Join("\n  ", Dependencies.Select(dependency => dependency.Why).Prepend(Summary));
}

/// <summary>One operation or transaction comes before another, and why.</summary>
/// <param name="From">The earlier one, numbered as in <see cref="Anomaly.Involved"/>.</param>
/// <param name="To">The later one.</param>
/// <param name="Kind">What orders them.</param>
/// <param name="Why">The reason in words: <c>T1 appended 3 to x, and T2 read [3]: T1 before T2</c>.</param>
public sealed record Dependency(int From, int To, DependencyKind Kind, string Why);
