namespace Katas.Engine.Simulation.Running;

/// <summary>Randomness by name: the draw for one purpose does not depend on how many were made for others.</summary>
/// <remarks>
/// A stream of numbers would be shifted by every fault that is taken out of a plan, and each message after it would have
/// another delay: no plan could be shrunk. Here the tenth message from one machine to another has the delay that it has,
/// whatever else happens. The mixing is that of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
/// </remarks>
/// <param name="seed">The run's seed.</param>
internal readonly struct Draw(ulong seed)
{
    /// <summary>What a draw is for: one stream each.</summary>
    public enum Purpose : ulong
    {
        Schedule = 1, Order, Tie, Latency, Drop, Duplicate, Late, NodeRandom, Workload, Swarm, Plan, Disk, Flaky,
    }

    /// <summary>The number that belongs to these.</summary>
    public ulong Next(Purpose purpose, ulong first = 0, ulong second = 0) =>
        Mix(Mix(Mix(seed ^ ((ulong)purpose * 0x9E3779B97F4A7C15)) ^ first) ^ second);

    /// <summary>A number from 0 to below 1.</summary>
    public double Fraction(Purpose purpose, ulong first = 0, ulong second = 0) =>
        (Next(purpose, first, second) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A source of its own, for code that wants a <see cref="Random"/>.</summary>
    public Random Source(Purpose purpose, ulong first = 0, ulong second = 0) =>
        new((int)Next(purpose, first, second));

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
