using Katas.Engine.Linearizability.Monitors;

namespace Katas.Engine.Linearizability.Models;

/// <summary>A number of permits. With one it is a lock without an owner.</summary>
/// <remarks>
/// Calls: <c>acquire</c>, <c>try-acquire -> bool</c>, <c>release</c>. To release a permit that nobody holds is impossible.
/// </remarks>
/// <param name="permits">How many there are; all are free at first.</param>
public sealed class SemaphoreModel(int permits) : CallModel<int>
{
    /// <summary>Waits for a permit and takes it.</summary>
    public static Call Acquire { get; } = new("acquire");

    /// <summary>Takes a permit if one is free.</summary>
    public static Call TryAcquire { get; } = new("try-acquire");

    /// <summary>Gives a permit back.</summary>
    public static Call Release { get; } = new("release");

    /// <inheritdoc/>
    public override string Name => "semaphore";

    /// <inheritdoc/>
    public override int Initial { get; } = permits > 0
        ? permits
        : throw new ArgumentOutOfRangeException(nameof(permits), permits, "A semaphore has at least one permit.");

    internal override IMonitor? Monitor { get; } = new SemaphoreMonitor(permits);

    /// <inheritdoc/>
    public override (int State, object? Output)? Apply(int state, Call input) => input.Name switch
    {
        "acquire" => state == 0 ? null : (state - 1, null),
        "try-acquire" => state == 0 ? (state, false) : (state - 1, true),
        "release" => state == Initial ? null : (state + 1, null),
        _ => throw DoesNotHave(input, "acquire", "try-acquire", "release"),
    };

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => output is false;

    /// <inheritdoc/>
    public override string Describe(int state) => $"{state} of {Initial} free";
}
