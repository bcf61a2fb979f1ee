using Katas.Engine.Reporting;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>What may happen to a cluster of handlers.</summary>
public enum ExhaustiveStepKind
{
    /// <summary>A message of a client arrives.</summary>
    Client,

    /// <summary>A message arrives.</summary>
    Deliver,

    /// <summary>A timer fires.</summary>
    Timeout,

    /// <summary>A message arrives, and a double of it stays under way.</summary>
    Duplicate,

    /// <summary>A message is lost.</summary>
    Lose,

    /// <summary>A machine crashes, and starts again.</summary>
    Crash,
}

/// <summary>A step on the way to what was found.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Node">The machine that acts; of a lost message, the receiver.</param>
/// <param name="From">The sender of the message; <see langword="null"/> where there is none.</param>
/// <param name="Data">The message, or the name of the timer; of a crash, what was saved.</param>
public sealed record ExhaustiveStep(ExhaustiveStepKind Kind, NodeId Node, NodeId? From, object? Data)
{
    /// <summary>What the machine did; nothing of it where the handler threw, or a message was lost.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>In a few words: <c>n1 gets Vote { Term = 1 } from n2</c>.</summary>
    public override string ToString() => Kind switch
    {
        ExhaustiveStepKind.Client or ExhaustiveStepKind.Deliver => $"{Node} gets {Show.Value(Data)} from {From}",
        ExhaustiveStepKind.Duplicate => $"{Node} gets {Show.Value(Data)} from {From}; a double stays under way",
        ExhaustiveStepKind.Timeout => $"{Node}: timer {Data} fires",
        ExhaustiveStepKind.Lose => $"{Show.Value(Data)} from {From} to {Node} is lost",
        _ => $"{Node} crashes, and starts again with {(Data is null ? "nothing saved" : Show.Value(Data))}",
    };
}
