namespace Katas.Engine.Linearizability;

/// <summary>A deterministic model that takes <see cref="Call"/>s, so that recorded files can be judged by it.</summary>
/// <typeparam name="TState">The state, with equality by value.</typeparam>
public abstract class CallModel<TState> : DeterministicModel<TState, Call, object?> where TState : notnull
{
    /// <summary>Calls with a key are about the object of that key.</summary>
    /// <inheritdoc/>
    public override object? KeyOf(Call input) => input.Key;

    internal override object? NormaliseOutput(Call input, object? output) => Values.Normalise(output);

    /// <summary>For a call that the model does not have.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">The calls that it has, for the message.</param>
    protected ModelException DoesNotHave(Call call, params string[] known) =>
        new($"{Name} has no operation {call}. It has {string.Join(", ", known)}.");
}
