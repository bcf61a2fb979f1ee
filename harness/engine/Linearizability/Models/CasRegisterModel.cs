using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A register with compare-and-set.</summary>
/// <remarks>
/// Calls: those of <see cref="RegisterModel"/>, and <c>cas([from, to]) -> bool</c>, which writes <c>to</c> if the value is
/// <c>from</c>, and says whether it was.
/// </remarks>
public sealed class CasRegisterModel : CallModel<Cell>
{
    /// <summary>Reads the value.</summary>
    public static Call Read => RegisterModel.Read;

    /// <inheritdoc/>
    public override string Name => "cas-register";

    /// <inheritdoc/>
    public override Cell Initial => default;

    internal override IMonitor? Monitor { get; } = new RegisterMonitor();

    /// <summary>Writes a value.</summary>
    public static Call Write(object value) => RegisterModel.Write(value);

    /// <summary>Writes <paramref name="to"/> if the value is <paramref name="from"/>.</summary>
    public static Call CompareAndSet(object? from, object? to) => new("cas", (from, to));

    /// <inheritdoc/>
    public override (Cell State, object? Output)? Apply(Cell state, Call input) => input switch
    {
        { Name: "read" } => (state, state.Value),
        { Name: "write" } => (new Cell(input.Argument), null),
        { Name: "cas", Argument: Sequence<object?> { Count: 2 } pair } => Equals(state.Value, pair[0])
            ? (new Cell(pair[1]), true)
            : (state, false),
        _ => throw DoesNotHave(input, "read", "write(v)", "cas([from, to])"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) =>
        input.Name == "read" || (input.Name == "cas" && output is false);

    /// <inheritdoc/>
    public override bool Overwrites(Call input) => input.Name == "write";

    /// <summary>A read needs somebody who leaves that value, and so does a compare-and-set that succeeded.</summary>
    /// <inheritdoc/>
    public override bool MayBecomeLegal(Cell state, Call input, object? output, IReadOnlyList<Call> available)
    {
        if (output is false) return available.Count > 0;
        var needed = input is { Name: "cas", Argument: Sequence<object?> pair } ? pair[0] : output;
        return available.Any(call =>
            Equals(call.Name == "write" ? call.Argument : (call.Argument as Sequence<object?>)?[1], needed));
    }
}
