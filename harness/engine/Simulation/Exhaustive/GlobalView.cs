using Katas.Engine.Simulation.Exhaustive.Searching;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>One state of a whole cluster, as a property sees it.</summary>
/// <remarks>To be read during the call that got it: the next state is shown in the same object.</remarks>
public sealed class GlobalView
{
    private readonly Universe _universe;
    private readonly HandlerView[] _nodes;
    private readonly List<MessageUnderWay> _underWay = [];
    private GlobalState? _state;
    private bool _listed;

    internal GlobalView(Universe universe)
    {
        _universe = universe;
        _nodes = [.. universe.Nodes.Select(id => new HandlerView(universe, id))];
    }

    /// <summary>The machines.</summary>
    public IReadOnlyList<HandlerView> Nodes => _nodes;

    /// <summary>The messages under way; one of which there are two stands here twice. Their order means nothing.</summary>
    public IReadOnlyList<MessageUnderWay> UnderWay
    {
        get
        {
            if (_listed) return _underWay;
            _underWay.Clear();
            foreach (var id in _state!.Flying) _underWay.Add(_universe.Show(id));
            _listed = true;
            return _underWay;
        }
    }

    /// <summary>A machine.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public HandlerView this[NodeId node] =>
        Array.Find(_nodes, view => view.Id == node) ?? throw new KeyNotFoundException($"There is no machine {node}.");

    /// <summary>What was ever observed under a name, on all machines and past crashes. Its order means nothing.</summary>
    /// <exception cref="InvalidOperationException">The scenario does not remember that name.</exception>
    public IReadOnlyList<Remembered> All(string name) => _universe.Facts.All(_state!.Facts, name);

    internal void Look(GlobalState state)
    {
        (_state, _listed) = (state, false);
        for (var i = 0; i < _nodes.Length; i++) _nodes[i].Look(state.Locals[i]);
    }
}

/// <summary>A machine in one state of the cluster.</summary>
public sealed class HandlerView
{
    private readonly Universe _universe;
    private Local _local;

    internal HandlerView(Universe universe, NodeId id) => (_universe, Id) = (universe, id);

    /// <summary>Its name.</summary>
    public NodeId Id { get; }

    /// <summary>What its handler made of its state.</summary>
    public object State => _universe.States[_local.State];

    /// <summary>What it saved last; <see langword="null"/>: nothing yet.</summary>
    public object? Saved => _universe.Saved[_local.Saved].Value;

    /// <summary>The timers that are set.</summary>
    public ValueSet<string> Timers => _universe.TimerSets[_local.Timers];

    /// <summary>What it observed last under a name, since it started; the default when it has not.</summary>
    public T? Last<T>(string name) =>
        _universe.Latest[_local.Latest].TryGetValue(name, out var value) && value is T typed ? typed : default;

    /// <summary>Whether it has observed something under a name since it started.</summary>
    public bool Has(string name) => _universe.Latest[_local.Latest].ContainsKey(name);

    internal void Look(int local) => _local = _universe.Locals[local];
}

/// <summary>A message under way.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who will get it.</param>
/// <param name="Message">What was sent.</param>
public readonly record struct MessageUnderWay(NodeId From, NodeId To, object Message);

/// <summary>Something that was observed once.</summary>
/// <param name="Node">On which machine; of a reply, which client got it.</param>
/// <param name="Value">What was said.</param>
/// <param name="Times">How often, up to the number that the scenario counts to.</param>
public sealed record Remembered(NodeId Node, object? Value, int Times);
