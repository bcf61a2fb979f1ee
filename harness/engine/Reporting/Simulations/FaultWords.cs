using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Faults as a diagram names them: <c>PAUSE 6000 ms</c>.</summary>
internal static class FaultWords
{
    /// <summary>What it is, where the column says whom it hit.</summary>
    public static string Short(Fault fault) => fault switch
    {
        CrashFault { Class: FaultClass.LostWrites } => "CRASH, unflushed lost",
        CrashFault { Class: FaultClass.TornWrites } => "CRASH, unflushed torn",
        CrashFault => "CRASH",
        PauseFault => "PAUSE",
        PartitionFault { Class: FaultClass.OneWayPartition } cut => $"PARTITION {cut.Groups.ToString(" -/-> ")}",
        PartitionFault { Class: FaultClass.Bridge } cut => $"BRIDGE {cut.Groups}",
        PartitionFault cut => $"PARTITION {cut.Groups}",
        ClogFault clog => $"CLOG {clog.From}->{clog.To}",
        ClockDriftFault drift => $"CLOCK {Sign(drift.PartsPerMillion)}{drift.PartsPerMillion} ppm",
        ClockStepFault step => $"CLOCK SET {Sign(step.By.Ticks)}{Ms(step.By)}",
        SlowDiskFault slow => $"DISK +{Ms(slow.Latency)}",
        _ => fault.ToString(),
    };

    /// <summary>What it is, and for how long.</summary>
    public static string WithLength(Fault fault) => Length(fault) is { } length
        ? $"{Short(fault)}{(fault is PauseFault ? " " : ", ")}{Ms(length)}"
        : Short(fault);

    private static TimeSpan? Length(Fault fault) => fault switch
    {
        CrashFault crash => crash.Down,
        PauseFault pause => pause.For,
        PartitionFault cut => cut.For,
        ClogFault clog => clog.For,
        SlowDiskFault slow => slow.For,
        _ => null,
    };

    private static string Ms(TimeSpan time) => $"{Math.Round(time.TotalMilliseconds)} ms";

    private static string Sign(long value) => value > 0 ? "+" : "";
}
