using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A whole number that one adds to, from 0.</summary>
/// <remarks>
/// Calls: <c>add(n)</c>, <c>increment</c>, <c>decrement</c>; <c>read -> n</c>; <c>fetch-and-add(n) -> old</c>, which gives the
/// value before.
/// </remarks>
public sealed class CounterModel : CallModel<long>
{
    /// <summary>Reads the value.</summary>
    public static Call Read { get; } = new("read");

    /// <summary>Adds 1.</summary>
    public static Call Increment { get; } = new("increment");

    /// <summary>Takes 1.</summary>
    public static Call Decrement { get; } = new("decrement");

    /// <inheritdoc/>
    public override string Name => "counter";

    /// <inheritdoc/>
    public override long Initial => 0;

    internal override IMonitor? Monitor { get; } = new CounterMonitor();

    /// <summary>Adds a number.</summary>
    public static Call Add(long amount) => new("add", amount);

    /// <summary>Adds a number and gives the value before.</summary>
    public static Call FetchAndAdd(long amount) => new("fetch-and-add", amount);

    /// <inheritdoc/>
    public override (long State, object? Output)? Apply(long state, Call input) => input switch
    {
        { Name: "read" } => (state, state),
        { Name: "increment" } => (state + 1, null),
        { Name: "decrement" } => (state - 1, null),
        { Name: "add", Argument: long amount } => (state + amount, null),
        { Name: "fetch-and-add", Argument: long amount } => (state + amount, state),
        _ => throw DoesNotHave(input, "read", "increment", "decrement", "add(n)", "fetch-and-add(n)"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "read";
}
