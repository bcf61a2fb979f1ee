namespace Katas.Engine.Simulation.Faults;

/// <summary>What may go wrong in a scenario; a seed makes of it what does go wrong in a run.</summary>
/// <remarks>
/// Each kind of fault is on or off for a whole seed ("swarm testing", Groce and others, ISSTA 2012): a mistake that needs
/// crashes and no lost message is found by a seed that has the one and not the other.
/// </remarks>
public sealed class FaultPlan
{
    internal FaultPlan(MessageRates messages, IReadOnlyList<PlannedFault> faults, TimeSpan healAt, bool isSwarm) =>
        (Messages, Faults, HealAt, IsSwarm) = (messages, faults, healAt, isSwarm);

    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new(new MessageRates(0, 0, 0, TimeSpan.Zero), [], TimeSpan.Zero, false);

    /// <summary>When all faults are over.</summary>
    public TimeSpan HealAt { get; }

    internal MessageRates Messages { get; }

    internal IReadOnlyList<PlannedFault> Faults { get; }

    internal bool IsSwarm { get; }

    /// <summary>By how many parts per million a clock is wrong at the most; 0: none is.</summary>
    internal int MostDrift { get; init; }

    /// <summary>The kinds of fault that may come.</summary>
    internal IReadOnlySet<FaultClass> Classes =>
        Faults.Select(fault => fault.Class).Concat(Messages.Classes)
            .Concat(MostDrift > 0 ? [FaultClass.ClockDrift] : []).ToHashSet();

    /// <summary>All that is known of it without striking; equal for equal plans, in every process.</summary>
    internal string Shape => FormattableString.Invariant(
        $"{HealAt.Ticks} {IsSwarm} {MostDrift} {Messages.Drop} {Messages.Duplicate} {Messages.Delay} {Messages.Late.Ticks} ") +
        string.Join(' ', Faults.Select(fault =>
            FormattableString.Invariant($"{fault.Class} {fault.At?.Ticks} {fault.Every.Ticks}")));
}

/// <summary>How often something happens to a message.</summary>
/// <param name="Drop">The part of all messages that is lost, from 0 to 1.</param>
/// <param name="Duplicate">The part that arrives twice.</param>
/// <param name="Delay">The part that is late.</param>
/// <param name="Late">How late at the most.</param>
internal sealed record MessageRates(double Drop, double Duplicate, double Delay, TimeSpan Late)
{
    public IEnumerable<FaultClass> Classes
    {
        get
        {
            if (Drop > 0) yield return FaultClass.Drop;
            if (Duplicate > 0) yield return FaultClass.Duplicate;
            if (Delay > 0) yield return FaultClass.Delay;
        }
    }
}

/// <summary>A fault that strikes once or again and again, and chooses its victim when it does.</summary>
/// <param name="Class">What kind it is.</param>
/// <param name="At">When; null: again and again.</param>
/// <param name="Every">How long it is, on average, from one time to the next.</param>
/// <param name="Choose">Makes the faults of the moment, and of later ones; none: it lets this time pass.</param>
internal sealed record PlannedFault(FaultClass Class, TimeSpan? At, TimeSpan Every, Func<FaultMoment, IEnumerable<Fault>> Choose)
{
    /// <summary>When it strikes, before all is healed.</summary>
    public IEnumerable<TimeSpan> Times(Random random, TimeSpan healAt)
    {
        if (At is { } once)
        {
            if (once < healAt) yield return once;
            yield break;
        }

        for (var time = Every * (0.5 + random.NextDouble()); time < healAt; time += Every * (0.5 + random.NextDouble()))
            yield return time;
    }
}
