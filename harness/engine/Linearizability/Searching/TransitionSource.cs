using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Searching;

internal abstract class TransitionSource;

internal sealed class TransitionSource<TState, TInput, TOutput>(
    SequentialModel<TState, TInput, TOutput> model, IReadOnlyList<Operation> operations) : TransitionSource
    where TState : notnull where TInput : notnull
{
    public SequentialModel<TState, TInput, TOutput> Model => model;

    public IReadOnlyList<Operation> Operations => operations;
}
