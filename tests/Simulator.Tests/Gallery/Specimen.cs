using Katas.Engine.Simulation;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>A small protocol that can be had right, or with one mistake.</summary>
/// <param name="Name">The protocol.</param>
/// <param name="Bugs">The mistakes that it can have.</param>
/// <param name="Build">Makes the scenario with a mistake; with the empty name, the right one.</param>
internal sealed record Specimen(string Name, IReadOnlyList<string> Bugs, Func<string, Scenario> Build)
{
    public static IReadOnlyList<Specimen> All { get; } =
        [Broadcast.Specimen, QuorumRegister.Specimen, PrimaryBackup.Specimen, TwoPhaseCommit.Specimen, FencedLease.Specimen];

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public override string ToString() => Name;
}
