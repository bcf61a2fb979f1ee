namespace Katas.Engine.Consistency;

/// <summary>A transaction on lists by key, as its client saw it.</summary>
/// <param name="Index">Its number in messages (<c>T3</c>) and in evidence; its place in the list of transactions.</param>
/// <param name="Process">Who ran it. A process has one transaction at a time.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Operations">Its steps, in order.</param>
/// <param name="Invoked">When it began, in any unit.</param>
/// <param name="Returned">When it ended, in the same unit; <see cref="long.MaxValue"/> if it never did.</param>
public sealed record Transaction(
    int Index, int Process, TransactionStatus Status, IReadOnlyList<MicroOperation> Operations, long Invoked, long Returned)
{
    /// <summary>Its name in messages: <c>T3</c>.</summary>
    public string Name => $"T{Index}";

    /// <summary>The transaction in one line: <c>T3: append(x, 1); read(y) -> [2]</c>.</summary>
    public override string ToString() => $"{Name}: {string.Join("; ", Operations)}{Ending}";

    private string Ending => Status switch
    {
        TransactionStatus.Aborted => " (aborted)",
        TransactionStatus.Unknown => " (unknown)",
        _ => "",
    };
}
