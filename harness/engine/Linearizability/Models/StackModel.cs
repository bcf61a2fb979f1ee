using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A last-in, first-out stack without a bound.</summary>
/// <remarks>Calls: <c>push(v)</c>; <c>pop -> v</c>, and <c>pop -> null</c> when it is empty.</remarks>
public sealed class StackModel : CallModel<Sequence<object?>>
{
    /// <summary>Takes the last item.</summary>
    public static Call Pop { get; } = new("pop");

    /// <inheritdoc/>
    public override string Name => "stack";

    /// <inheritdoc/>
    public override Sequence<object?> Initial => Sequence<object?>.Empty;

    internal override IMonitor? Monitor { get; } = new StackMonitor();

    /// <summary>Adds an item.</summary>
    public static Call Push(object value) => new("push", value);

    /// <inheritdoc/>
    public override (Sequence<object?> State, object? Output)? Apply(Sequence<object?> state, Call input) => input.Name switch
    {
        "push" => (state.Add(input.Argument), null),
        "pop" when state.Count == 0 => (state, null),
        "pop" => (state.RemoveAt(state.Count - 1), state[^1]),
        _ => throw DoesNotHave(input, "push(v)", "pop"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "pop" && output is null;
}
