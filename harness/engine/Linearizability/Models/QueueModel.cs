using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A first-in, first-out queue without a bound.</summary>
/// <remarks>Calls: <c>enqueue(v)</c>; <c>dequeue -> v</c>, and <c>dequeue -> null</c> when it is empty.</remarks>
public sealed class QueueModel : CallModel<Sequence<object?>>
{
    /// <summary>Takes the first item.</summary>
    public static Call Dequeue { get; } = new("dequeue");

    /// <inheritdoc/>
    public override string Name => "queue";

    /// <inheritdoc/>
    public override Sequence<object?> Initial => Sequence<object?>.Empty;

    internal override IMonitor? Monitor { get; } = new QueueMonitor();

    /// <summary>Adds an item at the end.</summary>
    public static Call Enqueue(object value) => new("enqueue", value);

    /// <inheritdoc/>
    public override (Sequence<object?> State, object? Output)? Apply(Sequence<object?> state, Call input) => input.Name switch
    {
        "enqueue" => (state.Add(input.Argument), null),
        "dequeue" when state.Count == 0 => (state, null),
        "dequeue" => (state.RemoveAt(0), state[0]),
        _ => throw DoesNotHave(input, "enqueue(v)", "dequeue"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "dequeue" && output is null;
}
