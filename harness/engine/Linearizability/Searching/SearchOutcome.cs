namespace Katas.Engine.Linearizability.Searching;

/// <summary>What a search came to.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Order">Linearizable: the operations in the order in which they take effect.</param>
/// <param name="Deepest">The number of the first return that the search never passed.</param>
/// <param name="Configurations">How many configurations it remembered.</param>
internal sealed record SearchOutcome(
    CheckVerdict Verdict, IReadOnlyList<Move> Order, int Deepest, long Configurations);

/// <summary>An operation that takes effect, and the state after it.</summary>
internal readonly record struct Move(int Operation, int Next);
