using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A set. Its elements are independent objects, so each is judged alone.</summary>
/// <remarks>
/// Calls: <c>add(v) -> bool</c> and <c>remove(v) -> bool</c>, which say whether they changed the set, or <c>null</c> where
/// that is not told; <c>contains(v) -> bool</c>.
/// </remarks>
public sealed class SetModel : CallModel<bool>
{
    /// <inheritdoc/>
    public override string Name => "set";

    /// <inheritdoc/>
    public override bool Initial => false;

    internal override IMonitor? Monitor { get; } = new SetMonitor();

    /// <summary>Adds an element.</summary>
    public static Call Add(object value) => new("add", value);

    /// <summary>Removes an element.</summary>
    public static Call Remove(object value) => new("remove", value);

    /// <summary>Asks for an element.</summary>
    public static Call Contains(object value) => new("contains", value);

    /// <inheritdoc/>
    public override object? KeyOf(Call input) => input.Key is null ? input.Argument : (input.Key, input.Argument);

    /// <inheritdoc/>
    public override (bool State, object? Output)? Apply(bool state, Call input) => input.Name switch
    {
        "add" => (true, !state),
        "remove" => (false, state),
        "contains" => (state, state),
        _ => throw DoesNotHave(input, "add(v)", "remove(v)", "contains(v)"),
    };

    /// <inheritdoc/>
    public override IEnumerable<bool> After(bool state, Call input, object? output) =>
        output is null && input.Name != "contains" ? AfterUnknown(state, input) : base.After(state, input, output);

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => input.Name == "contains" || output is false;

    /// <inheritdoc/>
    public override string Describe(bool state) => state ? "in the set" : "not in the set";
}
