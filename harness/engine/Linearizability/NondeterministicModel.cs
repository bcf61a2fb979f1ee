using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability;

/// <summary>A model in which a call may have several right answers, each with the state that follows.</summary>
/// <remarks>
/// For answers too many to list (any number not given out before) derive from
/// <see cref="SequentialModel{TState, TInput, TOutput}"/> and say which answers are right.
/// </remarks>
/// <inheritdoc/>
public abstract class NondeterministicModel<TState, TInput, TOutput> : SequentialModel<TState, TInput, TOutput>
    where TState : notnull where TInput : notnull
{
    /// <summary>Every state and answer that may follow.</summary>
    public abstract IEnumerable<(TState State, TOutput Output)> Apply(TState state, TInput input);

    /// <inheritdoc/>
    public override IEnumerable<TState> After(TState state, TInput input, TOutput output) =>
        from outcome in Apply(state, input)
        where EqualityComparer<TOutput>.Default.Equals(outcome.Output, output)
        select outcome.State;

    /// <inheritdoc/>
    public override IEnumerable<TState> AfterUnknown(TState state, TInput input) =>
        Apply(state, input).Select(outcome => outcome.State);

    /// <inheritdoc/>
    public override string? LegalAnswers(TState state, TInput input) =>
        string.Join(" or ", Apply(state, input).Select(outcome => Show.Value(outcome.Output)).Distinct());
}
