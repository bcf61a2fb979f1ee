using Katas.Engine.Reporting;

namespace Katas.Engine.Histories;

/// <summary>One operation of a history: a call and what came of it.</summary>
/// <param name="Index">Its place in <see cref="History.Operations"/>, which are in the order of their calls.</param>
/// <param name="Client">Who called. A client has one operation at a time; after one that stays open it may go on.</param>
/// <param name="Input">What was asked. Models of the library take a <c>Call</c>; an author's model takes its own record.</param>
/// <param name="Output">What was answered; meaningless unless <paramref name="Ending"/> is <see cref="Ending.Returned"/>.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Invoked">When it was called, in the history's unit of time.</param>
/// <param name="Returned">When it returned, in the same unit; <see cref="long.MaxValue"/> if it is open.</param>
/// <remarks>
/// The interval is closed: an operation that returns at the instant at which another is called overlaps it. Clocks are too
/// coarse to say more: with half-open intervals, a write that ends at 5 ms and a read called at 5 ms would be ordered
/// although the read may have been first.
/// </remarks>
public sealed record Operation(
    int Index, int Client, object Input, object? Output, Ending Ending, long Invoked, long Returned)
{
    /// <summary>The line of the file that holds the call, for messages; 0: not from a file.</summary>
    public int Line { get; init; }

    /// <summary>Whether it had returned before <paramref name="other"/> was called.</summary>
    public bool Precedes(Operation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Returned < other.Invoked;
    }

    /// <summary>The operation in one line: <c>dequeue -> 3</c>.</summary>
    public override string ToString() => Ending switch
    {
        Ending.Returned when Output is null => $"{Input}",
        Ending.Returned => $"{Input} -> {Show.Value(Output)}",
        Ending.ResultUnknown => $"{Input} -> ?",
        _ => $"{Input} (never returned)",
    };
}
