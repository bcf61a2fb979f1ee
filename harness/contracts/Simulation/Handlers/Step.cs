namespace Katas.Simulation;

/// <summary>What a machine becomes, and what it does besides: the result of a handler's function.</summary>
/// <remarks>Immutable: each method returns another step with one effect more.</remarks>
public abstract class Step
{
    private protected Step(object state, IReadOnlyList<Effect> effects)
    {
        ArgumentNullException.ThrowIfNull(state);
        (State, Effects) = (state, effects);
    }

    /// <summary>The machine's next state.</summary>
    public object State { get; }

    /// <summary>What it does, in the order of the calls.</summary>
    public IReadOnlyList<Effect> Effects { get; }

    /// <summary>A step to a state, with no effect yet.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public static Step<TState> To<TState>(TState state) where TState : notnull => new(state, []);
}

/// <inheritdoc/>
/// <typeparam name="TState">The type of the states.</typeparam>
public sealed class Step<TState> : Step where TState : notnull
{
    internal Step(object state, IReadOnlyList<Effect> effects) : base(state, effects)
    {
    }

    /// <summary>Sends a message. Nobody tells whether it arrives, and messages overtake each other.</summary>
    /// <param name="to">Another machine, a client, or the machine itself.</param>
    /// <param name="message">An immutable record with equality by value.</param>
    public Step<TState> Send(NodeId to, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return With(new SendEffect(to, message));
    }

    /// <summary>Sends one message to several, in their order.</summary>
    public Step<TState> Send(IEnumerable<NodeId> to, object message)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        return new Step<TState>(State, [.. Effects, .. to.Select(receiver => new SendEffect(receiver, message))]);
    }

    /// <summary>Sets a timer, which fires once. If it is set already it begins anew.</summary>
    /// <param name="name">Its name: a machine has one timer of each.</param>
    /// <param name="after">
    /// After how long. An exhaustive search lets every timer that is set fire at any moment: what is right only if times are kept
    /// is not right.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    public Step<TState> SetTimer(string name, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return With(new SetTimerEffect(name, after));
    }

    /// <summary>Stops a timer; nothing happens if it is not set.</summary>
    public Step<TState> StopTimer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return With(new StopTimerEffect(name));
    }

    /// <summary>Saves a value in place of what was saved before. The next start gets it.</summary>
    /// <param name="value">An immutable value with equality by value: all that a crash must not take.</param>
    /// <remarks>It is on the disk before anything of this step is sent, wherever among the effects it stands.</remarks>
    public Step<TState> Save(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return With(new SaveEffect(value));
    }

    /// <summary>Tells the test and the diagrams something about the machine: see <see cref="INodeContext.Observe"/>.</summary>
    /// <param name="name">What it is about; each kata says which names it reads.</param>
    /// <param name="value">An immutable value with equality by value.</param>
    public Step<TState> Observe(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return With(new ObserveEffect(name, value));
    }

    private Step<TState> With(Effect effect) => new(State, [.. Effects, effect]);
}
