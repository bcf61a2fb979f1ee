using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A place that one writes and reads.</summary>
/// <remarks>Calls: <c>write(v)</c>; <c>read -> v</c>, and <c>read -> null</c> before the first write.</remarks>
public sealed class RegisterModel : CallModel<Cell>
{
    /// <summary>Reads the value.</summary>
    public static Call Read { get; } = new("read");

    /// <inheritdoc/>
    public override string Name => "register";

    /// <inheritdoc/>
    public override Cell Initial => default;

    internal override IMonitor? Monitor { get; } = new RegisterMonitor();

    /// <summary>Writes a value.</summary>
    public static Call Write(object value) => new("write", value);

    /// <inheritdoc/>
    public override (Cell State, object? Output)? Apply(Cell state, Call input) => input.Name switch
    {
        "read" => (state, state.Value),
        "write" => (new Cell(input.Argument), null),
        _ => throw DoesNotHave(input, "read", "write(v)"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "read";

    /// <inheritdoc/>
    public override bool Overwrites(Call input) => input.Name == "write";

    /// <summary>Only a write of that very value helps a read.</summary>
    /// <inheritdoc/>
    public override bool MayBecomeLegal(Cell state, Call input, object? output, IReadOnlyList<Call> available) =>
        available.Any(call => call.Name == "write" && Equals(call.Argument, output));
}
