namespace Katas.Simulation;

/// <summary>
/// A machine's program as three pure functions of a state: for protocols small enough that every order of their messages can be
/// tried, not a sample of them.
/// </summary>
/// <typeparam name="TState">
/// All that the machine remembers: an immutable type with equality by value, a record of numbers, names, other records and
/// <see cref="ValueList{T}"/>, <see cref="ValueSet{T}"/> or <see cref="ValueMap{TKey, TValue}"/>. A record that holds a
/// <c>List</c>, an array or an <c>ImmutableArray</c> is not equal to another with the same content, and will not do.
/// </typeparam>
/// <remarks>
/// <para>Each function returns the machine's next state, and what it does besides, and does nothing itself: no field is written,
/// no clock is read, no number is drawn. The same arguments give an equal step, in another instance too.</para>
/// <para>A step is indivisible: a crash comes before it or after it. What it saves is on the disk before anything is sent.</para>
/// <para>The form is that of state machines as I/O automata have them (Lynch and Tuttle, 1987), in which model checkers for
/// protocols take their programs.</para>
/// <code>
/// public Step&lt;Voter&gt; Receive(Voter state, NodeId from, object message) => message switch
/// {
///     Ask(var term) when term > state.Term =>
///         Step.To(state with { Term = term }).Save(term).Send(from, new Vote(term)),
///     _ => Step.To(state),
/// };
/// </code>
/// </remarks>
public interface IMessageHandler<TState> : IMessageHandler where TState : notnull
{
    /// <summary>The machine starts, for the first time or after a crash.</summary>
    /// <param name="self">The machine's own name. Keep it in the state where it is needed later.</param>
    /// <param name="peers">The other machines, clients not among them; in one order on all machines.</param>
    /// <param name="saved">What was saved last before the crash; <see langword="null"/>: nothing was.</param>
    /// <returns>The first state, and what the machine does at once. No timer is set before.</returns>
    new Step<TState> Start(NodeId self, ValueList<NodeId> peers, object? saved);

    /// <summary>A message arrives. It may be late, a double, or from before a crash of this machine or the sender's.</summary>
    /// <param name="state">The machine's state.</param>
    /// <param name="from">Who sent it: a machine, a client, or this machine itself.</param>
    /// <param name="message">The object that was sent; it is not to be changed.</param>
    Step<TState> Receive(TState state, NodeId from, object message);

    /// <summary>A timer fires. It is not set any more, and may be set again.</summary>
    /// <param name="state">The machine's state.</param>
    /// <param name="timer">Its name.</param>
    Step<TState> Timeout(TState state, string timer);

    /// <inheritdoc/>
    Step IMessageHandler.Start(NodeId self, ValueList<NodeId> peers, object? saved) => Start(self, peers, saved);

    /// <inheritdoc/>
    Step IMessageHandler.Receive(object state, NodeId from, object message) => Receive((TState)state, from, message);

    /// <inheritdoc/>
    Step IMessageHandler.Timeout(object state, string timer) => Timeout((TState)state, timer);
}

/// <summary>
/// A handler whose type of state is its own business. Nobody implements it by itself: an
/// <see cref="IMessageHandler{TState}"/> is one.
/// </summary>
public interface IMessageHandler
{
    /// <summary>As <see cref="IMessageHandler{TState}.Start"/>.</summary>
    Step Start(NodeId self, ValueList<NodeId> peers, object? saved);

    /// <summary>As <see cref="IMessageHandler{TState}.Receive"/>.</summary>
    /// <exception cref="InvalidCastException"><paramref name="state"/> is not a state of this handler.</exception>
    Step Receive(object state, NodeId from, object message);

    /// <summary>As <see cref="IMessageHandler{TState}.Timeout"/>.</summary>
    /// <exception cref="InvalidCastException"><paramref name="state"/> is not a state of this handler.</exception>
    Step Timeout(object state, string timer);
}
