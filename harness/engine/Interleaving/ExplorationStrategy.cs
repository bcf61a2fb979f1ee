namespace Katas.Engine.Interleaving;

/// <summary>In which order schedules are tried.</summary>
public enum ExplorationStrategy
{
    /// <summary>
    /// <see cref="PartialOrder"/> for the larger part of the budget; if that does not end, <see cref="PreemptionBounded"/>,
    /// then <see cref="Random"/>.
    /// </summary>
    Automatic,

    /// <summary>
    /// One schedule, or few, for each set of schedules that differ only in the order of steps that cannot influence each
    /// other: dynamic partial-order reduction with source sets and sleep sets (Abdulla, Aronis, Jonsson and Sagonas, POPL
    /// 2014). No bound on preemptions.
    /// </summary>
    PartialOrder,

    /// <summary>
    /// Every schedule with no preemption, then with one, up to <see cref="ExplorationOptions.MaxPreemptions"/> (Musuvathi and
    /// Qadeer, PLDI 2007).
    /// </summary>
    PreemptionBounded,

    /// <summary>Every schedule, without any reduction: the oracle that the others are tested against.</summary>
    Exhaustive,

    /// <summary>
    /// Partial-order sampling: each step has a random priority (Yuan, Yang and Gu, CAV 2018). Never complete; for what is too
    /// large for the others. Seeded by <see cref="ExplorationOptions.Seed"/>.
    /// </summary>
    Random,
}
