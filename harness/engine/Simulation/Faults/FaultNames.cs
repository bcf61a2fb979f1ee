namespace Katas.Engine.Simulation.Faults;

/// <summary>The kinds of fault in the words of a person.</summary>
internal static class FaultNames
{
    public static string Of(FaultClass kind) => kind switch
    {
        FaultClass.OneWayPartition => "one-way partition",
        FaultClass.LostWrites => "crash before flush",
        FaultClass.TornWrites => "torn write",
        FaultClass.ClockDrift => "clock drift",
        FaultClass.ClockStep => "clock step",
        FaultClass.SlowDisk => "slow disk",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Several of one kind: <c>3 crashes before flush</c>.</summary>
    public static string Count(FaultClass kind, int count) => count == 1 ? $"1 {Of(kind)}" : count + " " + kind switch
    {
        FaultClass.Crash => "crashes",
        FaultClass.LostWrites => "crashes before flush",
        _ => Of(kind) + "s",
    };
}
