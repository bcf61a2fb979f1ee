namespace Katas.Engine.Simulation.Tracing;

/// <summary>What a step of a run is.</summary>
public enum TraceKind
{
    /// <summary>A machine's program began; the data is the number of the start, from 1.</summary>
    Start,

    /// <summary>A machine sent a message to its peer.</summary>
    Send,

    /// <summary>A message arrived; the cause is the sending.</summary>
    Deliver,

    /// <summary>A message was lost; the machine is the sender, the cause is the sending, the data says why.</summary>
    Lose,

    /// <summary>A timer of the machine fired; the cause is what happened on the machine when it was set.</summary>
    Timer,

    /// <summary>The machine told something about itself; the data is an <see cref="Observation"/>.</summary>
    Observe,

    /// <summary>The machine wrote to its disk, flushed it, or changed its folder; the data says what.</summary>
    Disk,

    /// <summary>A client called; the data is the input.</summary>
    Invoke,

    /// <summary>A client's call returned; the data is the output.</summary>
    Return,

    /// <summary>A fault began; the data is the <see cref="Faults.Fault"/>.</summary>
    FaultBegins,

    /// <summary>A fault ended, or was healed; the data is the <see cref="Faults.Fault"/>.</summary>
    FaultEnds,

    /// <summary>All faults ended.</summary>
    Heal,

    /// <summary>A property broke; the data is the text.</summary>
    Violation,
}
