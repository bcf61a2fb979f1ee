using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Monitors;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability;

/// <summary>
/// What an object does when one client uses it, one call after another. Derive from
/// <see cref="DeterministicModel{TState, TInput, TOutput}"/>, or, where a call has several right answers, from
/// <see cref="SequentialModel{TState, TInput, TOutput}"/>.
/// </summary>
public abstract class SequentialModel
{
    private protected SequentialModel()
    {
    }

    /// <summary>What it models, for messages: <c>queue</c>.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The key of the operation's object, where each key is an object of its own; see the typed model.</summary>
    internal abstract object? Partition(Operation operation);

    /// <summary>Prepares a search over these operations.</summary>
    internal abstract TransitionSource Prepare(IReadOnlyList<Operation> operations);

    /// <summary>A polynomial check for this type of object; <see langword="null"/>: only the search.</summary>
    internal virtual IMonitor? Monitor => null;
}

/// <summary>A sequential model as a relation: from a state, a call with an answer leads to some states, or to none.</summary>
/// <remarks>
/// The checker calls a model once for each state and each distinct operation, from one thread at a time, and remembers the
/// answer. So a model must be a pure function: no clock, no randomness, and states that are never changed in place.
/// </remarks>
/// <typeparam name="TState">
/// The state, with equality by value: a record, a tuple, a number, a string, a <see cref="Sequence{T}"/>. Lists, arrays and
/// the framework's immutable collections compare by reference and are refused.
/// </typeparam>
/// <typeparam name="TInput">A call with its arguments; equality by value.</typeparam>
/// <typeparam name="TOutput">What it returns; equality by value.</typeparam>
public abstract class SequentialModel<TState, TInput, TOutput> : SequentialModel
    where TState : notnull where TInput : notnull
{
    /// <summary>The state before the first call.</summary>
    public abstract TState Initial { get; }

    /// <summary>The states in which the object may be after the call gave this answer; none: the answer is wrong here.</summary>
    public abstract IEnumerable<TState> After(TState state, TInput input, TOutput output);

    /// <summary>The states in which the object may be after the call, whatever it answered; none: it cannot happen
    /// here.</summary>
    public abstract IEnumerable<TState> AfterUnknown(TState state, TInput input);

    /// <summary>
    /// The object that the call is about, where a history holds many independent ones. Each is judged alone, which is sound
    /// because linearizability is local (Herlihy and Wing, theorem 1), and very much faster.
    /// </summary>
    /// <value><see langword="null"/>: there is one object.</value>
    public virtual object? KeyOf(TInput input) => null;

    /// <summary>
    /// Whether a call with this answer never changes the state, in any state in which it is legal. Saying so makes the
    /// search faster; saying so wrongly is noticed and reported.
    /// </summary>
    public virtual bool IsReadOnly(TInput input, TOutput output) => false;

    /// <summary>
    /// Whether the state after the call depends on nothing that was before, and the call is legal in every state: a plain
    /// write. Saying so makes the search faster; saying so wrongly is noticed and reported.
    /// </summary>
    public virtual bool Overwrites(TInput input) => false;

    /// <summary>
    /// Whether a call whose answer is wrong in this state may become right once some of the available calls have been made, in
    /// any order. <see langword="false"/> spares the search whole regions; saying so wrongly makes it miss legal orders, so say
    /// it only where no order can help.
    /// </summary>
    /// <param name="state">A state in which <paramref name="output"/> is wrong.</param>
    /// <param name="input">The call.</param>
    /// <param name="output">Its answer.</param>
    /// <param name="available">The calls that may still come before it, each once however often it may be made.</param>
    public virtual bool MayBecomeLegal(TState state, TInput input, TOutput output, IReadOnlyList<TInput> available) => true;

    /// <summary>What the call may answer in this state, in words, for explanations; <see langword="null"/>: cannot be
    /// told.</summary>
    public virtual string? LegalAnswers(TState state, TInput input) => null;

    /// <summary>The state in words.</summary>
    public virtual string Describe(TState state) => Reporting.Show.Value(state);

    internal sealed override object? Partition(Operation operation) =>
        KeyOf(TypedModel.Input<TInput>(this, operation));

    internal sealed override TransitionSource Prepare(IReadOnlyList<Operation> operations) =>
        new ModelTransitions<TState, TInput, TOutput>(this, operations);

    /// <summary>Brings a recorded answer to the form in which the model compares it.</summary>
    internal virtual object? NormaliseOutput(TInput input, object? output) => output;
}
