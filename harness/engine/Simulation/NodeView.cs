using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>What an outsider who sees everything at once knows of one machine.</summary>
public sealed class NodeView
{
    private readonly Dictionary<string, object?> _last = [];

    internal NodeView(NodeId id) => Id = id;

    /// <summary>Its name.</summary>
    public NodeId Id { get; }

    /// <summary>Whether its program runs, or is paused.</summary>
    public bool IsUp { get; internal set; }

    /// <summary>Whether it stands still.</summary>
    public bool IsPaused { get; internal set; }

    /// <summary>How often its program was started.</summary>
    public int Starts { get; internal set; }

    /// <summary>What it observed last under a name, since it started; the default when it has not, or is down.</summary>
    public T? Last<T>(string name) => _last.TryGetValue(name, out var value) && value is T typed ? typed : default;

    /// <summary>Whether it has observed something under a name since it started.</summary>
    public bool Has(string name) => _last.ContainsKey(name);

    internal void Set(Observation observation) => _last[observation.Name] = observation.Value;

    internal void Forget() => _last.Clear();
}
