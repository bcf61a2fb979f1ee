using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A lock that one holder has at a time, and nobody twice.</summary>
/// <remarks>
/// Calls: <c>acquire</c> and <c>release</c>, <c>try-acquire -> bool</c>, each with the owner as argument, or without where
/// owners are not recorded. To release what one does not hold is impossible.
/// </remarks>
public sealed class MutexModel : CallModel<Holding>
{
    /// <inheritdoc/>
    public override string Name => "mutex";

    /// <inheritdoc/>
    public override Holding Initial => default;

    internal override IMonitor? Monitor { get; } = new MutexMonitor();

    /// <summary>Waits for the lock and takes it.</summary>
    public static Call Acquire(object? owner = null) => new("acquire", owner);

    /// <summary>Takes the lock if it is free.</summary>
    public static Call TryAcquire(object? owner = null) => new("try-acquire", owner);

    /// <summary>Gives the lock back.</summary>
    public static Call Release(object? owner = null) => new("release", owner);

    /// <inheritdoc/>
    public override (Holding State, object? Output)? Apply(Holding state, Call input) => input.Name switch
    {
        "acquire" => state.IsHeld ? null : (new Holding(true, input.Argument), null),
        "try-acquire" => state.IsHeld ? (state, false) : (new Holding(true, input.Argument), true),
        "release" => state == new Holding(true, input.Argument) ? (default, null) : null,
        _ => throw DoesNotHave(input, "acquire(owner)", "try-acquire(owner)", "release(owner)"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => output is false;
}

/// <summary>Whether a lock is held, and by whom.</summary>
/// <param name="IsHeld">Whether it is held.</param>
/// <param name="Owner">By whom; <see langword="null"/>: nobody, or nobody recorded it.</param>
public readonly record struct Holding(bool IsHeld, object? Owner)
{
    /// <inheritdoc/>
    public override string ToString() => !IsHeld ? "free" : Owner is null ? "held" : $"held by {Owner}";
}
