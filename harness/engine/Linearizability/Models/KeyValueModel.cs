namespace Katas.Engine.Linearizability.Models;

/// <summary>A store of texts by key; a key that was never written holds the empty text.</summary>
/// <remarks>
/// Calls, each with a key: <c>put(key, v)</c>; <c>append(key, text)</c>, which adds to the end; <c>get(key) -> v</c>, where
/// <c>null</c> and the empty text mean the same. Each key is judged alone.
/// </remarks>
public sealed class KeyValueModel : CallModel<Cell>
{
    /// <inheritdoc/>
    public override string Name => "key-value";

    /// <inheritdoc/>
    public override Cell Initial => new("");

    /// <summary>Reads a key.</summary>
    public static Call Get(object key) => new("get", null, key);

    /// <summary>Writes a key.</summary>
    public static Call Put(object key, object value) => new("put", value, key);

    /// <summary>Adds to the end of a key's text.</summary>
    public static Call Append(object key, string text) => new("append", text, key);

    /// <inheritdoc/>
    public override (Cell State, object? Output)? Apply(Cell state, Call input) => input.Name switch
    {
        "get" => (state, state.Value),
        "put" => (new Cell(input.Argument ?? ""), null),
        "append" => (new Cell($"{state.Value}{input.Argument}"), null),
        _ => throw DoesNotHave(input, "get(key)", "put(key, v)", "append(key, text)"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "get";

    /// <inheritdoc/>
    public override bool Overwrites(Call input) => input.Name == "put";

    internal override object? NormaliseOutput(Call input, object? output) =>
        input.Name == "get" ? base.NormaliseOutput(input, output) ?? "" : base.NormaliseOutput(input, output);
}
