using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;

namespace Katas.Engine.Consistency;

/// <summary>One step of a transaction on lists by key.</summary>
public abstract record MicroOperation
{
    private protected MicroOperation(object? key) => Key = Values.Normalise(key);

    /// <summary>The list's key.</summary>
    public object? Key { get; }

    private protected string KeyText => Key as string ?? Show.Value(Key);
}

/// <summary>Adds a value at the end of a list. No two appends of a history to one key may have the same value.</summary>
public sealed record Append : MicroOperation
{
    /// <param name="key">The list's key.</param>
    /// <param name="value">What is added.</param>
    public Append(object? key, object? value)
        : base(key) => Value = Values.Normalise(value);

    /// <summary>What is added.</summary>
    public object? Value { get; }

    /// <inheritdoc/>
    public override string ToString() => $"append({KeyText}, {Show.Value(Value)})";
}

/// <summary>Reads a whole list.</summary>
public sealed record Read : MicroOperation
{
    /// <param name="key">The list's key.</param>
    /// <param name="values">What was read; empty for a list that nobody appended to; <see langword="null"/>: not known.</param>
    public Read(object? key, IEnumerable<object?>? values)
        : base(key) => Values = values is null ? null : Sequence.Of(values.Select(Linearizability.Values.Normalise));

    /// <summary>What was read, in order; <see langword="null"/>: not known.</summary>
    public Sequence<object?>? Values { get; }

    /// <inheritdoc/>
    public override string ToString() => $"read({KeyText}) -> {(Values is null ? "?" : Show.Value(Values))}";
}
