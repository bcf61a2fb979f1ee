namespace Katas.Engine.Simulation;

/// <summary>What is wrong with a run.</summary>
public enum SimulationFinding
{
    /// <summary>Nothing is.</summary>
    None,

    /// <summary>Something that has to hold at every moment, or at the end, did not.</summary>
    PropertyBroken,

    /// <summary>No order of the clients' calls explains their answers.</summary>
    NotLinearizable,

    /// <summary>Something that has to come about after the faults are over did not.</summary>
    NeverCameAbout,

    /// <summary>Something that has to happen in some run happened in none: the test proves nothing.</summary>
    NeverHappened,

    /// <summary>The program of a machine, or a script, threw.</summary>
    NodeThrew,

    /// <summary>Code left the simulated thread, or took time or randomness from elsewhere.</summary>
    Escaped,

    /// <summary>A message was changed after it had been sent.</summary>
    MessageChanged,

    /// <summary>A message was sent to a machine that is not there.</summary>
    UnknownPeer,

    /// <summary>The machines ran on and on, and no time passed.</summary>
    Livelock,

    /// <summary>There were more messages under way, or more steps, than any cluster of this size needs.</summary>
    Flood,

    /// <summary>Code kept the thread and did not give it back.</summary>
    NeverYields,

    /// <summary>Code blocked the one thread on which all machines run.</summary>
    Blocked,

    /// <summary>The same seed gave two different runs.</summary>
    NotRepeatable,

    /// <summary>The history could not be judged within its budget: neither passed nor failed.</summary>
    Undecided,
}
