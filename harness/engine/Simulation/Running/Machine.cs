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
    private const long Million = 1_000_000;

    /// <summary>The virtual time at which the clock got its pace, and what it showed then.</summary>
    private long _since;
    private long _shown;

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
    public long Drift { get; private set; }

    /// <summary>By how many ticks the wall clock was set.</summary>
    public long WallOffset { get; set; }

    /// <summary>How many crashes it has to get up from: it is up again when the last of those that overlap is over.</summary>
    public int Crashes { get; set; }

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

    /// <summary>What the clock of the machine shows at a virtual time from now on, in ticks since the run began.</summary>
    public long Local(long now)
    {
        var passed = now - _since;
        return Drift == 0 ? _shown + passed : _shown + passed + (long)Floor((Int128)passed * Drift, Million);
    }

    /// <summary>The first virtual time from now on at which the clock shows a local one, or more.</summary>
    public long Global(long local)
    {
        var ahead = local - _shown;
        // Local is the floor of passed * (1 + drift), so the first time is a ceiling.
        return Drift == 0 ? _since + ahead : _since + (long)-Floor(-(Int128)ahead * Million, Million + Drift);
    }

    /// <summary>The clock runs at another pace from now on. It does not jump.</summary>
    public void SetPace(long now, long partsPerMillion) => (_shown, _since, Drift) = (Local(now), now, partsPerMillion);

    private static Int128 Floor(Int128 value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
