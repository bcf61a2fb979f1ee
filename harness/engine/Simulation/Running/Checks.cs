using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Properties;

namespace Katas.Engine.Simulation.Running;

/// <summary>Asks a run's properties at the moments at which they may change, and says when a run is over.</summary>
internal sealed class Checks
{
    /// <summary>The promise that the judge looks after.</summary>
    public const string AnswersOfOneObject = "the clients' answers are those of one object";

    private readonly World _world;
    private readonly List<Property> _always;
    private readonly List<Property> _sometimes;
    private readonly List<Property> _eventually;
    private readonly HashSet<string> _reached = [];
    private readonly long _healed;

    public Checks(World world)
    {
        _world = world;
        _healed = world.Scenario.Plan.HealAt.Ticks;
        _always = Of(PropertyKind.Always);
        _sometimes = Of(PropertyKind.Sometimes);
        _eventually = Of(PropertyKind.EventuallyAfterHeal);
    }

    /// <summary>Which of the properties that have to happen sometimes did.</summary>
    public IReadOnlySet<string> Reached => _reached;

    private ClusterView View => _world.View;

    /// <summary>Something has happened that a property may depend on.</summary>
    public void Ask()
    {
        if (_world.Failure is not null) return;
        View.Now = _world.Elapsed;
        foreach (var property in _always)
        {
            if (property.Violation!(View) is not { } evidence) continue;
            _world.Fail(Broken(property, evidence));
            return;
        }

        for (var i = _sometimes.Count - 1; i >= 0; i--)
        {
            if (!_sometimes[i].Holds!(View)) continue;
            _reached.Add(_sometimes[i].Name);
            _sometimes.RemoveAt(i);
        }

        if (_eventually.Count > 0 && View.HasHealed) _eventually.RemoveAll(property => property.Holds!(View));
    }

    /// <summary>Whether nothing that is still to come could change the verdict, or the time is over.</summary>
    /// <param name="next">The time of the next event, in ticks.</param>
    public bool IsOver(long next)
    {
        if (_world.Plan.End is { } end && next > end.Ticks) return true;
        if (_eventually.Count > 0) return Deadline() is var deadline && next > deadline && Missed(deadline);
        if (next > Math.Max(_world.Scenario.Length.Ticks, _healed)) return true;
        return View.HasHealed && _world.Scenario.Machines.Any(machine => machine.Workload is not null) && _world.ClientsAreDone;
    }

    /// <summary>What is asked when the run is over.</summary>
    public void AtTheEnd()
    {
        if (_world.Failure is not null) return;
        View.Now = _world.Elapsed;
        if (_world.Plan.End is null) AskAtTheEnd();
        if (_world.Failure is null && _world.Scenario.Model is { } model) Judge(model);
    }

    private void AskAtTheEnd()
    {
        Missed(Deadline());
        foreach (var property in Of(PropertyKind.AtTheEnd))
        {
            if (_world.Failure is null && property.Violation!(View) is { } evidence) _world.Fail(Broken(property, evidence));
        }
    }

    private void Judge(SequentialModel model)
    {
        var judged = LinearizabilityChecker.Check(_world.History, model);
        if (judged.Verdict == CheckVerdict.Linearizable) return;
        var isViolation = judged.Verdict == CheckVerdict.Violation;
        _world.Fail(new SimulationFailure(
            isViolation ? SimulationFinding.NotLinearizable : SimulationFinding.Undecided,
            AnswersOfOneObject,
            isViolation ? "No order of the calls explains the answers." : judged.Reason, _world.Elapsed) { Judged = judged });
    }

    private long Deadline() => _eventually.Count == 0 ? 0 : _healed + _eventually.Max(property => property.Within.Ticks);

    /// <summary>What has not come about; asked once more, because it may depend on time alone.</summary>
    private bool Missed(long deadline)
    {
        View.Now = new TimeSpan(Math.Max(deadline, _world.Now));
        _eventually.RemoveAll(property => property.Holds!(View));
        if (_eventually is not [var missing, ..]) return false;
        var closest = missing.Closest is null ? "" : $" {missing.Closest(View)}";
        _world.Fail(new SimulationFailure(
            SimulationFinding.NeverCameAbout, missing.Name,
            $"It did not come about within {Show.Milliseconds(missing.Within)} ms after the faults were over, at " +
            $"{Show.Milliseconds(new TimeSpan(_healed))} ms.{closest}", View.Now));
        return true;
    }

    private SimulationFailure Broken(Property property, string evidence) =>
        new(SimulationFinding.PropertyBroken, property.Name, evidence, _world.Elapsed) { Step = _world.Trace.Events.Count - 1 };

    private List<Property> Of(PropertyKind kind) => [.. _world.Scenario.Properties.Where(property => property.Kind == kind)];
}
