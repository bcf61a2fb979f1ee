namespace Katas.Engine.Linearizability.Models;

/// <summary>A log to which one appends and from which nothing disappears.</summary>
/// <remarks>
/// Calls: <c>append(v) -> offset</c>, from 0, or <c>null</c> where it is not told; <c>read(offset) -> v</c>, and <c>null</c>
/// where nothing is yet; <c>length -> n</c>.
/// </remarks>
public sealed class LogModel : CallModel<Sequence<object?>>
{
    /// <summary>Asks how many entries there are.</summary>
    public static Call Length { get; } = new("length");

    /// <inheritdoc/>
    public override string Name => "log";

    /// <inheritdoc/>
    public override Sequence<object?> Initial => Sequence<object?>.Empty;

    /// <summary>Adds an entry at the end.</summary>
    public static Call Append(object value) => new("append", value);

    /// <summary>Reads the entry at an offset.</summary>
    public static Call Read(long offset) => new("read", offset);

    /// <inheritdoc/>
    public override (Sequence<object?> State, object? Output)? Apply(Sequence<object?> state, Call input) => input switch
    {
        { Name: "append" } => (state.Add(input.Argument), (long)state.Count),
        { Name: "read", Argument: long offset } => (state, offset >= 0 && offset < state.Count ? state[(int)offset] : null),
        { Name: "length" } => (state, (long)state.Count),
        _ => throw DoesNotHave(input, "append(v)", "read(offset)", "length"),
    };

    /// <inheritdoc/>
    public override IEnumerable<Sequence<object?>> After(Sequence<object?> state, Call input, object? output) =>
        output is null && input.Name == "append" ? AfterUnknown(state, input) : base.After(state, input, output);

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name != "append";
}
