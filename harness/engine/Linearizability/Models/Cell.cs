using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A place that holds a value or none: the state of registers and of keys.</summary>
/// <param name="Value">What it holds.</param>
public readonly record struct Cell(object? Value)
{
    /// <inheritdoc/>
    public override string ToString() => Show.Value(Value);
}
