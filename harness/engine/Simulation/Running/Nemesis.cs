using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>Makes faults happen, by the scenario's plan and the seed or from a list, and writes down which did.</summary>
internal sealed class Nemesis(World world)
{
    private readonly List<Fault> _happened = [];
    private readonly List<Fault> _active = [];
    private readonly HashSet<FaultClass> _on = [];
    private readonly Dictionary<(NodeId, NodeId, int), MessageFault> _fates = [];

    public IReadOnlyList<Fault> Happened => _happened;

    private FaultPlan Faults => world.Scenario.Plan;

    /// <summary>Puts all that will come on the agenda.</summary>
    public void Begin()
    {
        if (world.Plan.Faults is { } listed) BeginListed(listed);
        else BeginDrawn();
        // Also with a list: a shrunk plan is judged over the same span of time.
        if (Faults.HealAt > TimeSpan.Zero) At(Faults.HealAt, Heal);
        else world.View.HasHealed = true;
    }

    /// <summary>What happens to a message; null: nothing.</summary>
    public MessageFault? FateOf(NodeId from, NodeId to, int link, int number)
    {
        // In a shrunk run the links carry less: the message of that number may come when all is healed.
        if (world.View.HasHealed) return null;
        if (world.Plan.Faults is not null) return _fates.Count == 0 ? null : Happens(_fates.GetValueOrDefault((from, to, number)));
        var rates = Faults.Messages;
        if (Hits(FaultClass.Drop, rates.Drop, Draw.Purpose.Drop, link, number))
            return Happens(new MessageFault(from, to, number, FaultClass.Drop, TimeSpan.Zero));
        if (Hits(FaultClass.Duplicate, rates.Duplicate, Draw.Purpose.Duplicate, link, number))
            return Happens(new MessageFault(from, to, number, FaultClass.Duplicate, Late(link, number)));
        return Hits(FaultClass.Delay, rates.Delay, Draw.Purpose.Late, link, number)
            ? Happens(new MessageFault(from, to, number, FaultClass.Delay, Late(link, number)))
            : null;
    }

    private void BeginListed(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            if (fault is MessageFault message) _fates[(message.From, message.To, message.Number)] = message;
            else if (fault is ClockDriftFault drift) BeginNow(drift);
            else At(fault.Begins, () => BeginNow(fault));
        }
    }

    private void BeginDrawn()
    {
        foreach (var kind in Faults.Classes.Order())
        {
            var isOn = !Faults.IsSwarm || world.Plan.AllAtOnce || world.Draw.Next(Draw.Purpose.Swarm, (ulong)kind) % 2 == 0;
            if (isOn && !world.Plan.Without.Contains(kind)) _on.Add(kind);
        }

        if (_on.Contains(FaultClass.ClockDrift)) BeginDrift();
        for (var i = 0; i < Faults.Faults.Count; i++)
        {
            var planned = Faults.Faults[i];
            if (!_on.Contains(planned.Class)) continue;
            var random = world.Draw.Source(Draw.Purpose.Plan, (ulong)i);
            foreach (var time in planned.Times(random, Faults.HealAt)) At(time, () => Strike(planned, random));
        }
    }

    private void BeginDrift()
    {
        foreach (var machine in world.Machines.Where(machine => machine.Spec.IsHarmed))
        {
            var fraction = (world.Draw.Fraction(Draw.Purpose.Plan, ulong.MaxValue, (ulong)machine.Index) * 2) - 1;
            BeginNow(new ClockDriftFault(machine.Id, (int)(fraction * Faults.MostDrift)));
        }
    }

    private void Strike(PlannedFault planned, Random random)
    {
        if (planned.Choose(new FaultMoment(world.View, random)) is { } fault) BeginNow(fault);
    }

    private void At(TimeSpan time, Action action) => world.Add(time.Ticks, 0, new SimAction(() =>
    {
        world.View.Now = world.Elapsed;
        action();
        world.Checks.Ask();
    }));

    private void BeginNow(Fault fault)
    {
        if (world.View.HasHealed || _active.Contains(fault)) return;
        _happened.Add(fault);
        Record(TraceKind.FaultBegins, fault);
        switch (fault)
        {
            case CrashFault crash:
                world.Crash(world.ById[crash.Node], crash.Class);
                Until(crash, crash.At + crash.Down, () => world.Start(world.ById[crash.Node]));
                break;
            case PauseFault pause:
                Pause(pause.Node, 1);
                Until(pause, pause.At + pause.For, () => Pause(pause.Node, -1));
                break;
            case PartitionFault partition:
                world.Links.Begin(partition);
                Until(partition, partition.At + partition.For, () => world.Links.End(partition));
                break;
            case ClogFault clog:
                world.Links.Begin(clog);
                Until(clog, clog.At + clog.For, () => world.Links.End(clog));
                break;
            case SlowDiskFault slow:
                world.ById[slow.Node].Disk.Latency += slow.Latency;
                Until(slow, slow.At + slow.For, () => world.ById[slow.Node].Disk.Latency -= slow.Latency);
                break;
            case ClockStepFault step:
                world.ById[step.Node].WallOffset += step.By.Ticks;
                break;
            case ClockDriftFault drift:
                world.ById[drift.Node].Drift = drift.PartsPerMillion;
                break;
            default:
                throw new ArgumentException($"A nemesis cannot begin {fault}: single messages are chosen by their rates.");
        }
    }

    private readonly List<(Fault Fault, Action End)> _ends = [];

    private void Until(Fault fault, TimeSpan time, Action end)
    {
        _active.Add(fault);
        _ends.Add((fault, end));
        At(time, () => End(fault));
    }

    private void End(Fault fault)
    {
        if (!_active.Remove(fault)) return;
        var place = _ends.FindIndex(entry => entry.Fault == fault);
        var end = _ends[place].End;
        _ends.RemoveAt(place);
        Record(TraceKind.FaultEnds, fault);
        end();
    }

    private void Heal()
    {
        foreach (var fault in _active.ToList()) End(fault);
        world.View.HasHealed = true;
        world.Trace.Add(world.Elapsed, TraceKind.Heal, -1, -1, -1, null, 0);
    }

    private void Pause(NodeId node, int by)
    {
        var machine = world.ById[node];
        machine.Pauses += by;
        machine.View.IsPaused = machine.Pauses > 0;
    }

    private void Record(TraceKind kind, Fault fault)
    {
        var sum = StructuralHash.Of(fault.ToString());
        if (fault.OneNode is { } id) world.Record(kind, world.ById[id], data: fault, sum: sum);
        else world.Trace.Add(world.Elapsed, kind, -1, -1, -1, fault, sum);
    }

    private MessageFault? Happens(MessageFault? fault)
    {
        if (fault is not null) _happened.Add(fault);
        return fault;
    }

    private bool Hits(FaultClass kind, double rate, Draw.Purpose purpose, int link, int number) =>
        rate > 0 && _on.Contains(kind) && world.Draw.Fraction(purpose, (ulong)link, (ulong)number) < rate;

    private TimeSpan Late(int link, int number) =>
        Faults.Messages.Late * world.Draw.Fraction(Draw.Purpose.Late, ~(ulong)link, (ulong)number);
}
