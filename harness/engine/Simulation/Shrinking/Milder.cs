using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Shrinking;

/// <summary>Faults that do less harm than another, or are told more simply, at the same place.</summary>
internal static class Milder
{
    /// <summary>The same with less harm, the mildest first.</summary>
    public static IReadOnlyList<Fault> Than(Fault fault) => fault switch
    {
        CrashFault { Class: FaultClass.TornWrites } crash =>
        [
            Crash(crash, FaultClass.Crash), Crash(crash, FaultClass.LostWrites),
        ],
        CrashFault { Class: FaultClass.LostWrites } crash => [Crash(crash, FaultClass.Crash)],
        PartitionFault { LosesInFlight: true } partition => [partition with { LosesInFlight = false }],
        _ => [],
    };

    /// <summary>The same at a rounder time, the roundest first.</summary>
    public static IEnumerable<Fault> Rounder(Fault fault)
    {
        if (fault is MessageFault or ClockDriftFault) yield break;
        foreach (var milliseconds in new[] { 100, 10, 1 })
        {
            var unit = milliseconds * TimeSpan.TicksPerMillisecond;
            if (fault.Begins.Ticks % unit == 0) yield break;
            yield return At(fault, new TimeSpan(fault.Begins.Ticks / unit * unit));
            yield return At(fault, new TimeSpan(((fault.Begins.Ticks / unit) + 1) * unit));
        }
    }

    /// <summary>The same at another time.</summary>
    public static Fault At(Fault fault, TimeSpan time) => fault switch
    {
        CrashFault crash => crash with { At = time },
        PauseFault pause => pause with { At = time },
        PartitionFault partition => partition with { At = time },
        ClogFault clog => clog with { At = time },
        ClockStepFault step => step with { At = time },
        SlowDiskFault slow => slow with { At = time },
        _ => fault,
    };

    private static CrashFault Crash(CrashFault crash, FaultClass loss) => new(crash.Node, crash.At, crash.Down, loss);
}
