using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>What a fault does when it begins, and undoes when it ends.</summary>
internal sealed class FaultEffects(World world, List<Fault> happened)
{
    private readonly List<(Fault Fault, Action Undo)> _active = [];

    /// <summary>A fault begins; false when it does not, because all is healed or the very same one is under way.</summary>
    public bool Begin(Fault fault)
    {
        if (world.View.HasHealed || _active.Any(active => active.Fault == fault)) return false;
        happened.Add(fault);
        Record(TraceKind.FaultBegins, fault);
        if (Do(fault) is { } undo) _active.Add((fault, undo));
        return true;
    }

    /// <summary>A fault ends; false when it has ended already.</summary>
    public bool End(Fault fault)
    {
        var place = _active.FindIndex(active => active.Fault == fault);
        if (place < 0) return false;
        var undo = _active[place].Undo;
        _active.RemoveAt(place);
        Record(TraceKind.FaultEnds, fault);
        undo();
        return true;
    }

    /// <summary>All faults end, and no other begins.</summary>
    public bool Heal()
    {
        foreach (var (fault, _) in _active.ToList()) End(fault);
        world.View.HasHealed = true;
        world.Trace.Add(world.Elapsed, TraceKind.Heal, -1, -1, -1, null, 0);
        return true;
    }

    /// <summary>Does the harm, and says how it is undone; null: it is not.</summary>
    private Action? Do(Fault fault)
    {
        switch (fault)
        {
            case CrashFault crash:
                world.Crash(world.ById[crash.Node], crash.Class);
                return () => world.Recover(world.ById[crash.Node]);
            case PauseFault pause:
                Pause(pause.Node, 1);
                return () => Pause(pause.Node, -1);
            case PartitionFault partition:
                world.Links.Begin(partition);
                return () => world.Links.End(partition);
            case ClogFault clog:
                world.Links.Begin(clog);
                return () => world.Links.End(clog);
            case SlowDiskFault slow:
                world.ById[slow.Node].Disk.Latency += slow.Latency;
                return () => world.ById[slow.Node].Disk.Latency -= slow.Latency;
            case ClockDriftFault drift:
                world.SetPace(world.ById[drift.Node], drift.PartsPerMillion);
                return () => world.SetPace(world.ById[drift.Node], 0);
            case ClockStepFault step:
                world.ById[step.Node].WallOffset += step.By.Ticks;
                return null;
            default:
                throw new ArgumentException($"A nemesis cannot begin {fault}.");
        }
    }

    private void Pause(NodeId node, int by)
    {
        var machine = world.ById[node];
        machine.Pauses += by;
        machine.View.IsPaused = machine.Pauses > 0;
    }

    private void Record(TraceKind kind, Fault fault)
    {
        var sum = StructuralHash.OfText(fault.ToString());
        if (fault.OneNode is { } id) world.Record(kind, world.ById[id], data: fault, sum: sum);
        else world.Trace.Add(world.Elapsed, kind, -1, -1, -1, fault, sum);
    }
}
