namespace Katas.Engine.Simulation.Faults;

/// <summary>The kinds of harm. A seed has each kind on or off, and a survival matrix has a row for each.</summary>
public enum FaultClass
{
    /// <summary>A message is lost.</summary>
    Drop,

    /// <summary>A message arrives twice.</summary>
    Duplicate,

    /// <summary>A message comes late, after others that were sent later.</summary>
    Delay,

    /// <summary>A link holds its messages back for a while, and then delivers them all.</summary>
    Clog,

    /// <summary>Two groups of machines do not reach each other.</summary>
    Partition,

    /// <summary>One group does not reach the other; the other way the messages pass.</summary>
    OneWayPartition,

    /// <summary>Two groups do not reach each other, and one machine reaches both.</summary>
    Bridge,

    /// <summary>A machine stops, and starts again later with what its disk kept: all that was written.</summary>
    Crash,

    /// <summary>A crash that loses pages that were not flushed, and changes of the folder.</summary>
    LostWrites,

    /// <summary>A crash in which a page that was not flushed may be half written.</summary>
    TornWrites,

    /// <summary>A machine stands still for a while, as for a garbage collection, and goes on where it was.</summary>
    Pause,

    /// <summary>A machine's clock runs fast or slow.</summary>
    ClockDrift,

    /// <summary>A machine's wall clock is set forwards or backwards.</summary>
    ClockStep,

    /// <summary>Each operation of a machine's disk takes long.</summary>
    SlowDisk,
}
