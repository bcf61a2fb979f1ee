using System.Globalization;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>All steps of a run, in their order, with a sum that is equal in two runs exactly if they were the same.</summary>
public sealed class Trace
{
    private readonly List<TraceEvent> _events = [];
    private ulong _hash = 14695981039346656037;

    internal Trace(IReadOnlyList<NodeId> nodes) => Nodes = nodes;

    /// <summary>The machines and clients, by index.</summary>
    public IReadOnlyList<NodeId> Nodes { get; }

    /// <summary>The steps.</summary>
    public IReadOnlyList<TraceEvent> Events => _events;

    /// <summary>The rolling sum over all steps; no part of it depends on the process.</summary>
    public ulong Hash => _hash;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{_events.Count} steps, {_hash.ToString("x16", CultureInfo.InvariantCulture)}";

    /// <summary>Adds a step.</summary>
    /// <param name="time">When.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="node">The machine's index; or -1.</param>
    /// <param name="peer">The other machine's; or -1.</param>
    /// <param name="cause">The step that brought it about; or -1.</param>
    /// <param name="data">See <see cref="TraceKind"/>.</param>
    /// <param name="sum">The structural hash of the data.</param>
    /// <returns>Its number.</returns>
    internal int Add(TimeSpan time, TraceKind kind, int node, int peer, int cause, object? data, ulong sum)
    {
        _events.Add(new TraceEvent(_events.Count, time, kind, node, peer, cause, data));
        Mix((ulong)time.Ticks);
        Mix(((ulong)kind << 32) | ((ulong)(byte)node << 16) | ((ulong)(byte)peer << 8));
        Mix(sum);
        return _events.Count - 1;
    }

    /// <summary>Mixes in what is no step of its own, such as whose turn it was.</summary>
    internal void Mix(ulong value) => _hash = (_hash ^ value) * 1099511628211;
}
