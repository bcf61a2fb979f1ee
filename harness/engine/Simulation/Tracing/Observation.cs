using Katas.Engine.Reporting;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>What a machine told about itself.</summary>
/// <param name="Time">When, in virtual time from the beginning.</param>
/// <param name="Node">Which machine.</param>
/// <param name="Start">In which start of its program, from 1.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What it said.</param>
public sealed record Observation(TimeSpan Time, NodeId Node, int Start, string Name, object? Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Show.Value(Value)}";
}
