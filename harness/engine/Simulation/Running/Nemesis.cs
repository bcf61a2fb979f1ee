using Katas.Engine.Simulation.Faults;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>Makes faults happen, by the scenario's plan and the seed or from a list, and writes down which did.</summary>
/// <remarks>
/// The list of what happened, given as a plan, makes the same run again, step by step: that is what shrinking stands on. So
/// at one moment faults begin before all is healed, and that is before others end, whoever put them on the agenda.
/// </remarks>
internal sealed class Nemesis
{
    private readonly World _world;
    private readonly List<Fault> _happened = [];
    private readonly HashSet<FaultClass> _on = [];
    private readonly LinkFates _fates;
    private readonly FaultEffects _effects;

    public Nemesis(World world)
    {
        _world = world;
        _fates = new LinkFates(world, _on, _happened);
        _effects = new FaultEffects(world, _happened);
    }

    /// <summary>What is first at one moment.</summary>
    private enum Turn : ulong
    {
        Begin, Heal, End,
    }

    public IReadOnlyList<Fault> Happened => _happened;

    private FaultPlan Faults => _world.Scenario.Plan;

    /// <summary>Puts all that will come on the agenda.</summary>
    public void Begin()
    {
        // Also with a list: a shrunk plan is judged over the same span of time.
        if (Faults.HealAt > TimeSpan.Zero) At(Faults.HealAt, Turn.Heal, _effects.Heal);
        else _world.View.HasHealed = true;
        if (_world.Plan.Faults is { } listed) BeginListed(listed);
        else BeginDrawn();
    }

    /// <summary>What happens to a message; null: nothing.</summary>
    public MessageFault? FateOf(NodeId from, NodeId to, int link, int number) => _fates.Of(from, to, link, number);

    private void BeginListed(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0 && _world.View.HasHealed)
        {
            throw new ArgumentException(
                "The plan lists faults, and the scenario heals at once: give it Faults(p => p.ThenHeal(…)).");
        }

        foreach (var fault in faults)
        {
            if (fault is MessageFault message) _fates.List(message);
            else if (fault is ClockDriftFault) Start(fault);
            else At(fault.Begins, Turn.Begin, () => Start(fault));
        }
    }

    private void BeginDrawn()
    {
        foreach (var kind in Faults.Classes.Order())
        {
            var isOn = !Faults.IsSwarm || _world.Plan.AllAtOnce || _world.Draw.Next(Draw.Purpose.Swarm, (ulong)kind) % 2 == 0;
            if (isOn && !_world.Plan.Without.Contains(kind)) _on.Add(kind);
        }

        if (_on.Contains(FaultClass.ClockDrift)) BeginDrift();
        for (var i = 0; i < Faults.Faults.Count; i++)
        {
            var planned = Faults.Faults[i];
            if (!_on.Contains(planned.Class)) continue;
            var random = _world.Draw.Source(Draw.Purpose.Plan, (ulong)i);
            foreach (var time in planned.Times(random, Faults.HealAt)) At(time, Turn.Begin, () => Strike(planned, random));
        }
    }

    private void BeginDrift()
    {
        foreach (var machine in _world.Machines.Where(machine => machine.Spec.IsHarmed))
        {
            var fraction = (_world.Draw.Fraction(Draw.Purpose.Plan, ulong.MaxValue, (ulong)machine.Index) * 2) - 1;
            Start(new ClockDriftFault(machine.Id, (int)(fraction * Faults.MostDrift)));
        }
    }

    private bool Strike(PlannedFault planned, Random random)
    {
        var hasBegun = false;
        foreach (var fault in planned.Choose(new FaultMoment(_world.View, random)).ToList())
        {
            if (fault.Begins > _world.Elapsed) At(fault.Begins, Turn.Begin, () => Start(fault));
            else if (fault is FlakyLink link) _fates.Begin(link);
            else if (fault is MessageFault or ClockDriftFault || fault.Begins < _world.Elapsed) throw Untimely(fault);
            else hasBegun |= Start(fault);
        }

        return hasBegun;
    }

    private bool Start(Fault fault)
    {
        if (!_effects.Begin(fault)) return false;
        if (fault is not ClockDriftFault) At(fault.Ends, Turn.End, () => _effects.End(fault));
        return true;
    }

    private ArgumentException Untimely(Fault fault) => new(
        $"At {_world.Elapsed.TotalMilliseconds} ms a nemesis chose {fault}. It begins what begins then or later; clocks drift " +
        "from the beginning on, and messages are chosen by rates.");

    /// <param name="time">When.</param>
    /// <param name="turn">Which of one moment is first.</param>
    /// <param name="action">Says whether anything happened: what did not is no step, and no property is asked.</param>
    private void At(TimeSpan time, Turn turn, Func<bool> action)
    {
        _world.Add(time.Ticks, (ulong)turn, new SimAction(Act));

        void Act()
        {
            _world.View.Now = _world.Elapsed;
            if (action()) _world.Checks.Ask();
        }
    }
}
