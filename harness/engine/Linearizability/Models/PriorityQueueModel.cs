using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A queue that gives the smallest item first.</summary>
/// <remarks>
/// Calls: <c>insert(v)</c>, where every <c>v</c> is a whole number or every one a text; <c>extract-min -> v</c>, and
/// <c>extract-min -> null</c> when it is empty. Texts are compared character by character (ordinal).
/// </remarks>
public sealed class PriorityQueueModel : CallModel<Sequence<object?>>
{
    /// <summary>Takes the smallest item.</summary>
    public static Call ExtractMin { get; } = new("extract-min");

    /// <inheritdoc/>
    public override string Name => "priority-queue";

    /// <inheritdoc/>
    public override Sequence<object?> Initial => Sequence<object?>.Empty;

    internal override IMonitor? Monitor { get; } = new PriorityQueueMonitor();

    /// <summary>Adds an item.</summary>
    public static Call Insert(object value) => new("insert", value);

    /// <inheritdoc/>
    public override (Sequence<object?> State, object? Output)? Apply(Sequence<object?> state, Call input) => input.Name switch
    {
        "insert" => (state.Insert(Place(state, input.Argument), input.Argument), null),
        "extract-min" when state.Count == 0 => (state, null),
        "extract-min" => (state.RemoveAt(0), state[0]),
        _ => throw DoesNotHave(input, "insert(v)", "extract-min"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "extract-min" && output is null;

    private static int Place(Sequence<object?> state, object? value)
    {
        var place = 0;
        while (place < state.Count && Compare(state[place], value) <= 0) place++;
        return place;
    }

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => throw new ModelException($"A priority queue orders whole numbers or texts; it cannot order {a} and {b}."),
    };
}
