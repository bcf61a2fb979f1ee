using Katas.Engine.Linearizability.Monitors;

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

    internal override IMonitor? Monitor { get; } = new RegisterMonitor("put", "get", "");

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

    /// <summary>
    /// What was read begins with what is there now, or with something that may still be put; and if it goes on, something that
    /// may still be appended comes next.
    /// </summary>
    /// <inheritdoc/>
    public override bool MayBecomeLegal(Cell state, Call input, object? output, IReadOnlyList<Call> available)
    {
        if (output is not string text) return true;
        return GoesOn(text, state.Value, available)
            || available.Any(call => call.Name == "put" && GoesOn(text, call.Argument ?? "", available));
    }

    private static bool GoesOn(string text, object? start, IReadOnlyList<Call> available)
    {
        if (start is not string begun) return true;
        if (!text.StartsWith(begun, StringComparison.Ordinal)) return false;
        return text.Length == begun.Length || available.Any(call => call.Name == "append"
            && (call.Argument is not string next || text.AsSpan(begun.Length).StartsWith(next, StringComparison.Ordinal)));
    }

    internal override object? NormaliseOutput(Call input, object? output) =>
        input.Name == "get" ? base.NormaliseOutput(input, output) ?? "" : base.NormaliseOutput(input, output);
}
