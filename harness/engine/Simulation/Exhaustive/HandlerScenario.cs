using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>A cluster of handlers, what clients tell it, what may go wrong, and what holds in every order of events.</summary>
/// <remarks>
/// <code>
/// new HandlerScenario()
///     .Nodes(3, id => new Voter())
///     .Client("c1", "n1", new Stand())
///     .Duplicate(1).Crash(1)
///     .Remember("leader")
///     .Always("one leader in a term", view => …)
///     .Reachable("somebody leads", view => view.All("leader").Count > 0);
/// </code>
/// <para>The network keeps no order. A message that is never delivered is a lost one: losing needs to be allowed only for
/// <see cref="Finally"/>, which asks about clusters in which nothing is under way.</para>
/// <para>Methods change the scenario and return it.</para>
/// </remarks>
public sealed class HandlerScenario
{
    /// <summary>The most messages of clients that a scenario may have.</summary>
    public const int MostInjections = 64;

    /// <summary>The name under which what a client is sent is remembered: <c>Remember(HandlerScenario.Reply)</c>.</summary>
    public const string Reply = "reply";

    private readonly List<(NodeId Id, Func<NodeId, IMessageHandler> Create)> _nodes = [];
    private readonly List<Injection> _injections = [];
    private readonly List<StateProperty> _properties = [];
    private readonly Dictionary<string, int> _remembered = [];

    internal IReadOnlyList<(NodeId Id, Func<NodeId, IMessageHandler> Create)> Handlers => _nodes;

    internal IReadOnlyList<Injection> Injections => _injections;

    internal IReadOnlyList<StateProperty> Properties => _properties;

    internal IReadOnlyDictionary<string, int> Remembered => _remembered;

    internal int Losses { get; private set; }

    internal int Doubles { get; private set; }

    internal int Crashes { get; private set; }

    internal int? MostTimeouts { get; private set; }

    /// <summary>Adds machines <c>n1</c>, <c>n2</c> and so on.</summary>
    /// <param name="count">How many.</param>
    /// <param name="create">Makes the handler of a machine; called often, because handlers remember nothing.</param>
    public HandlerScenario Nodes(int count, Func<NodeId, IMessageHandler> create)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var before = _nodes.Count;
        for (var i = 1; i <= count; i++) Node($"n{before + i}", create);
        return this;
    }

    /// <summary>Adds a machine.</summary>
    /// <param name="name">Its name, unlike any other's.</param>
    /// <param name="create">Makes its handler; called often, because handlers remember nothing.</param>
    /// <exception cref="ArgumentException">There is a machine of that name.</exception>
    public HandlerScenario Node(string name, Func<NodeId, IMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (_nodes.Any(node => node.Id.Name == name))
            throw new ArgumentException($"There is a machine {name} already.", nameof(name));
        _nodes.Add((new NodeId(name), create));
        return this;
    }

    /// <summary>A message of a client. It arrives once, at any moment of its own, or not at all.</summary>
    /// <param name="name">The client; what machines send to it arrives at once.</param>
    /// <param name="to">The machine that gets the message.</param>
    /// <param name="message">An immutable record.</param>
    /// <exception cref="InvalidOperationException">There are <see cref="MostInjections"/> already.</exception>
    public HandlerScenario Client(string name, string to, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_injections.Count == MostInjections)
            throw new InvalidOperationException($"A scenario has at most {MostInjections} messages of clients.");
        _injections.Add(new Injection(new NodeId(name), new NodeId(to), message));
        return this;
    }

    /// <summary>At most so many messages are lost. They are then no longer under way.</summary>
    public HandlerScenario Lose(int most) => Budget(most, () => Losses = most);

    /// <summary>At most so many messages are delivered twice: at the first time a second one stays under way.</summary>
    public HandlerScenario Duplicate(int most) => Budget(most, () => Doubles = most);

    /// <summary>At most so many crashes. The machine is started again in the same step, with what it saved.</summary>
    /// <remarks>
    /// Messages to it stay under way. One that is lost because it was down counts among those that <see cref="Lose"/> allows.
    /// </remarks>
    public HandlerScenario Crash(int most) => Budget(most, () => Crashes = most);

    /// <summary>At most so many timers fire, for machines that set them again and again.</summary>
    /// <value>Without limit.</value>
    public HandlerScenario Timeouts(int most) => Budget(most, () => MostTimeouts = most);

    /// <summary>Has all that is observed under a name remembered, past crashes too, for <see cref="GlobalView.All"/>.</summary>
    /// <param name="name">The name; <see cref="Reply"/> for what clients are sent.</param>
    /// <param name="most">
    /// Up to how often the same is counted: with 2, a property can tell something done twice from something done once. Each
    /// remembered thing tells states apart, so there are more of them.
    /// </param>
    public HandlerScenario Remember(string name, int most = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _remembered[name] = most;
        return this;
    }

    /// <summary>In every state.</summary>
    /// <param name="name">The promise in domain words.</param>
    /// <param name="violation">What is wrong with a state, and what would be right; <see langword="null"/>: nothing is.</param>
    public HandlerScenario Always(string name, Func<GlobalView, string?> violation) =>
        Add(new StateProperty(name, StatePropertyKind.Always) { Violation = violation });

    /// <summary>
    /// In every state in which nothing more happens by itself: no message is under way, no timer is set, every client has spoken.
    /// </summary>
    /// <param name="name">The promise in domain words.</param>
    /// <param name="violation">What is wrong with a state, and what would be right; <see langword="null"/>: nothing is.</param>
    /// <remarks>If there is no such state at all, that is a failure too: the promise would be empty.</remarks>
    public HandlerScenario Finally(string name, Func<GlobalView, string?> violation) =>
        Add(new StateProperty(name, StatePropertyKind.Finally) { Violation = violation });

    /// <summary>In some state: that a bad thing never happens is worth little where nothing happens.</summary>
    /// <param name="name">What can come about, in domain words.</param>
    /// <param name="holds">Whether it has.</param>
    public HandlerScenario Reachable(string name, Func<GlobalView, bool> holds) =>
        Add(new StateProperty(name, StatePropertyKind.Reachable) { Holds = holds });

    private HandlerScenario Add(StateProperty property)
    {
        _properties.Add(property);
        return this;
    }

    private HandlerScenario Budget(int most, Action set)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        set();
        return this;
    }
}

/// <summary>A message of a client.</summary>
internal sealed record Injection(NodeId From, NodeId To, object Message);
