using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability;

/// <summary>A model in which each call has one right answer in each state: a function, as one would write the object.</summary>
/// <remarks>
/// A counter, whole:
/// <code>
/// public sealed class CounterModel : DeterministicModel&lt;int, CounterCall, int>
/// {
///     public override int Initial => 0;
///
///     public override (int State, int Output)? Apply(int state, CounterCall call) => call switch
///     {
///         Add add => (state + add.Amount, state + add.Amount),
///         _ => (state, state),
///     };
/// }
/// </code>
/// </remarks>
/// <inheritdoc/>
public abstract class DeterministicModel<TState, TInput, TOutput> : SequentialModel<TState, TInput, TOutput>
    where TState : notnull where TInput : notnull
{
    /// <summary>The state after the call, and its answer.</summary>
    /// <returns>
    /// <see langword="null"/>: the call cannot complete in this state. To take a lock that is held is such a call: it waits.
    /// </returns>
    public abstract (TState State, TOutput Output)? Apply(TState state, TInput input);

    /// <inheritdoc/>
    public override IEnumerable<TState> After(TState state, TInput input, TOutput output) =>
        Apply(state, input) is var (next, answer) && EqualityComparer<TOutput>.Default.Equals(answer, output) ? [next] : [];

    /// <inheritdoc/>
    public override IEnumerable<TState> AfterUnknown(TState state, TInput input) =>
        Apply(state, input) is var (next, _) ? [next] : [];

    /// <inheritdoc/>
    public override string? LegalAnswers(TState state, TInput input) =>
        Apply(state, input) is var (_, answer) ? Show.Value(answer) : "nothing yet: the call waits";
}
