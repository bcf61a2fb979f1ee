using Katas.Engine.Simulation.Storage;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>A machine through all starts of its program: what outlives a crash.</summary>
/// <param name="spec">How the scenario describes it.</param>
/// <param name="index">Its place among all.</param>
/// <param name="view">What outsiders see of it.</param>
/// <param name="disk">What it keeps through crashes.</param>
internal sealed class Machine(MachineSpec spec, int index, NodeView view, Disk disk)
{
    public MachineSpec Spec => spec;

    public NodeId Id => spec.Id;

    public int Index => index;

    public NodeView View => view;

    public Disk Disk => disk;

    /// <summary>The running program; null while the machine is down.</summary>
    public Incarnation? Running { get; set; }

    /// <summary>How often the program was started.</summary>
    public int Starts { get; set; }

    /// <summary>By how many parts per million the clock is fast.</summary>
    public long Drift { get; set; }

    /// <summary>By how many ticks the wall clock was set.</summary>
    public long WallOffset { get; set; }

    /// <summary>How many pauses it is under.</summary>
    public int Pauses { get; set; }

    /// <summary>How many things happened on it: names its draws.</summary>
    public ulong Counter { get; set; }

    /// <summary>The number of its last step in the trace; -1 before the first.</summary>
    public int LastStep { get; set; } = -1;

    /// <summary>How many operations of its workload are done or begun.</summary>
    public int NextOperation { get; set; }

    /// <summary>Whether its script is done.</summary>
    public bool IsDone { get; set; }

    /// <summary>What the clock of the machine shows at a virtual time, in ticks since the run began.</summary>
    public long Local(long now) => now + (long)((Int128)now * Drift / 1_000_000);

    /// <summary>The first virtual time at which the clock shows a local one.</summary>
    public long Global(long local)
    {
        if (Drift == 0) return local;
        var time = (long)((Int128)local * 1_000_000 / (1_000_000 + Drift));
        while (Local(time) < local) time++;
        return time;
    }
}
