namespace Katas.Engine.Linearizability.Models;

/// <summary>A lock that its holder loses when its time is up.</summary>
/// <remarks>
/// Each call carries the time that the lease's keeper read on its own clock when it decided, in any unit:
/// <c>acquire([owner, at, duration]) -> bool</c>, <c>renew([owner, at, duration]) -> bool</c>,
/// <c>release([owner, at]) -> bool</c>. A lease granted at <c>t</c> for <c>d</c> is over at exactly <c>t + d</c>. The holder may
/// acquire again, which renews; only the holder may renew or release. Gray and Cheriton, "Leases", SOSP 1989.
/// </remarks>
public sealed class LeaseModel : CallModel<Lease>
{
    /// <inheritdoc/>
    public override string Name => "lease";

    /// <inheritdoc/>
    public override Lease Initial => default;

    /// <summary>Asks for the lease.</summary>
    public static Call Acquire(object owner, long at, long duration) => new("acquire", (owner, at, duration));

    /// <summary>Asks for more time.</summary>
    public static Call Renew(object owner, long at, long duration) => new("renew", (owner, at, duration));

    /// <summary>Gives the lease back.</summary>
    public static Call Release(object owner, long at) => new("release", (owner, at));

    /// <inheritdoc/>
    public override (Lease State, object? Output)? Apply(Lease state, Call input)
    {
        if (input.Argument is not Sequence<object?> { Count: > 1 } asked || asked[1] is not long at)
            throw Unknown(input);
        var holds = state.Owner is not null && at < state.Until;
        var isHolder = holds && Equals(state.Owner, asked[0]);
        return input.Name switch
        {
            "acquire" when asked is [_, _, long duration] =>
                !holds || isHolder ? (new Lease(asked[0], at + duration), true) : (state, false),
            "renew" when asked is [_, _, long duration] =>
                isHolder ? (new Lease(asked[0], at + duration), true) : (state, false),
            "release" => isHolder ? (default, true) : (state, false),
            _ => throw Unknown(input),
        };
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(Call input, object? output) => output is false;

    private ModelException Unknown(Call input) =>
        DoesNotHave(input, "acquire([owner, at, duration])", "renew([owner, at, duration])", "release([owner, at])");
}

/// <summary>Who holds a lease, and until when.</summary>
/// <param name="Owner">The holder; <see langword="null"/>: nobody.</param>
/// <param name="Until">When it is over.</param>
public readonly record struct Lease(object? Owner, long Until)
{
    /// <inheritdoc/>
    public override string ToString() => Owner is null ? "free" : $"{Owner} until {Until}";
}
