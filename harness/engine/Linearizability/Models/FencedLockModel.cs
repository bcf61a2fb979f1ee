namespace Katas.Engine.Linearizability.Models;

/// <summary>A lock whose every grant carries a larger number, and a storage that refuses the smaller ones.</summary>
/// <remarks>
/// Calls: <c>acquire -> token</c>, larger than every token before; <c>release(token) -> bool</c>, true for the holder's;
/// <c>expire</c>, by which the lock takes itself back; <c>write(token) -> bool</c>, true unless the storage has seen a larger
/// token. Kleppmann, <i>Designing Data-Intensive Applications</i>, chapter 8.
/// </remarks>
public sealed class FencedLockModel : SequentialModel<Fence, Call, object?>
{
    /// <summary>Waits for the lock and takes it.</summary>
    public static Call Acquire { get; } = new("acquire");

    /// <summary>The holder's time is up.</summary>
    public static Call Expire { get; } = new("expire");

    /// <inheritdoc/>
    public override string Name => "fenced-lock";

    /// <inheritdoc/>
    public override Fence Initial => default;

    /// <summary>Gives the lock back.</summary>
    public static Call Release(long token) => new("release", token);

    /// <summary>Writes to the storage under a token.</summary>
    public static Call Write(long token) => new("write", token);

    /// <inheritdoc/>
    public override object? KeyOf(Call input) => input.Key;

    /// <inheritdoc/>
    public override IEnumerable<Fence> After(Fence state, Call input, object? output) => input.Name == "acquire"
        ? !state.IsHeld && output is long token && token > state.Granted ? [state with { IsHeld = true, Granted = token }] : []
        : Others(state, input) is var (next, answer) && Equals(answer, output) ? [next] : [];

    /// <summary>An unknown token is taken to be the next one: whoever comes later has a larger one in any case.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Fence> AfterUnknown(Fence state, Call input) => input.Name == "acquire"
        ? state.IsHeld ? [] : [state with { IsHeld = true, Granted = state.Granted + 1 }]
        : [Others(state, input).State];

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => output is false;

    /// <inheritdoc/>
    public override string? LegalAnswers(Fence state, Call input) => input.Name == "acquire"
        ? state.IsHeld ? "nothing yet: the call waits" : $"a token larger than {state.Granted}"
        : Reporting.Show.Value(Others(state, input).Output);

    internal override object? NormaliseOutput(Call input, object? output) => Values.Normalise(output);

    private static (Fence State, object? Output) Others(Fence state, Call input) => input switch
    {
        { Name: "release", Argument: long token } => state.IsHeld && token == state.Granted
            ? (state with { IsHeld = false }, true)
            : (state, false),
        { Name: "expire" } => (state with { IsHeld = false }, null),
        { Name: "write", Argument: long token } => token >= state.Written
            ? (state with { Written = token }, true)
            : (state, false),
        _ => throw new ModelException(
            $"fenced-lock has no operation {input}. It has acquire, release(token), expire, write(token)."),
    };
}

/// <summary>A fenced lock and its storage.</summary>
/// <param name="IsHeld">Whether somebody holds it.</param>
/// <param name="Granted">The largest token granted; the holder's, while it is held.</param>
/// <param name="Written">The largest token that the storage has seen.</param>
public readonly record struct Fence(bool IsHeld, long Granted, long Written)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsHeld ? "held" : "free")}, granted {Granted}, written {Written}";
}
