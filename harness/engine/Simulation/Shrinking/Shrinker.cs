using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Shrinking;

/// <summary>Looks for the smallest run that fails as another one did: fewer faults, fewer operations, smaller numbers.</summary>
/// <remarks>
/// Each try is a whole run of a plan that lists its faults. All draws are by name (<see cref="Running.Draw"/>), so what is left
/// of a plan does what it did. The same run is shrunk to the same one each time.
/// </remarks>
internal sealed class Shrinker
{
    /// <summary>A run that floods takes a million steps: beyond so many in all, nobody would wait for a smaller one.</summary>
    private const long MostEvents = 5_000_000;

    private readonly Scenario _scenario;
    private readonly SimulationOptions _options;
    private readonly SimulationFailure _failure;
    private readonly HashSet<string> _tried = [];
    private readonly List<Fault> _needed = [];
    private SimulatedRun _best;
    private int _runs;
    private long _events;

    private Shrinker(Scenario scenario, SimulatedRun found, SimulationOptions options) =>
        (_scenario, _options, _best, _failure) = (scenario, options, found, found.Failure!);

    private bool IsOver => _runs >= _options.MostShrinkingRuns || _events >= MostEvents;

    /// <summary>Adds to a result what its failing run comes down to.</summary>
    /// <param name="scenario">What was run.</param>
    /// <param name="result">It has <see cref="SimulationResult.Found"/>.</param>
    /// <param name="options">How often a run may be tried with less.</param>
    public static SimulationResult Shrink(Scenario scenario, SimulationResult result, SimulationOptions options)
    {
        var found = result.Found!;
        var shrinker = new Shrinker(scenario, found, options);
        if (CanBeRepeated(found.Failure!.Finding)) shrinker.Shrink();
        return result with
        {
            Shrunk = shrinker._best, Needed = shrinker._needed, ShrinkingRuns = shrinker._runs,
        };
    }

    /// <summary>What depends on more than the plan, never comes back or took a whole budget is not run again.</summary>
    private static bool CanBeRepeated(SimulationFinding finding) => finding is not (
        SimulationFinding.NotRepeatable or SimulationFinding.Escaped or SimulationFinding.NeverYields
        or SimulationFinding.Undecided);

    private void Shrink()
    {
        var isListed = Try(_best.Plan with { Faults = _best.Happened });
        if (isListed) FewerFaults(Try);
        FewerOperations();
        if (!isListed) return;
        FewerFaults(TryMoved);
        EndSooner();
        foreach (var fault in _best.Happened) Simplify(fault);
        Counterfactual();
    }

    private void FewerFaults(Func<RunPlan, bool> attempt) => DeltaDebugging.Minimize(
        _best.Happened, faults => attempt(_best.Plan with { Faults = faults }) ? _best.Happened : null);

    private void FewerOperations()
    {
        var all = OperationTexts.All(_scenario);
        DeltaDebugging.Minimize(
            _best.Operations,
            kept => TryMoved(_best.Plan with { LeftOut = all.Except(kept).ToHashSet() }) ? _best.Operations : null);
    }

    /// <summary>What comes after the answer that nothing explains does not matter; an earlier part of a history that can be
    /// explained can be explained as well.</summary>
    private void EndSooner()
    {
        if (_best.Failure is not { Finding: SimulationFinding.NotLinearizable, Judged.Counterexample: { } core }) return;
        var returns = core.Operations.Select(each => each.Operation.Returned).Where(time => time < long.MaxValue);
        var last = returns.DefaultIfEmpty().Max() / TimeSpan.NanosecondsPerTick;
        if (last > 0) Try(_best.Plan with { End = new TimeSpan(last + 1) });
    }

    private void Simplify(Fault fault)
    {
        var now = fault;
        if (Milder.Than(now).FirstOrDefault(Replaces) is { } milder) now = milder;
        for (var i = 0; i < Magnitude.Of(now).Count; i++) now = Smaller(now, i);
        _ = Milder.Rounder(now).Any(Replaces);

        bool Replaces(Fault other) => Replace(now, other);
    }

    /// <summary>The smallest round value that still fails, if a larger one does not pass where a smaller one fails.</summary>
    private Fault Smaller(Fault fault, int which)
    {
        var magnitude = Magnitude.Of(fault)[which];
        var values = magnitude.Smaller();
        var (low, high, now) = (0, values.Count, fault);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var other = magnitude.With(values[middle]);
            if (Replace(now, other)) (high, now) = (middle, other);
            else low = middle + 1;
        }

        var rounded = magnitude.With(magnitude.Rounded());
        return now == fault && rounded != fault && Replace(fault, rounded) ? rounded : now;
    }

    private bool Replace(Fault old, Fault other) =>
        Try(_best.Plan with { Faults = [.. _best.Happened.Select(fault => fault == old ? other : fault)] });

    /// <summary>Which of the faults it takes: without one of them the run passes. What it does not take goes.</summary>
    private void Counterfactual()
    {
        for (var i = 0; i < _best.Happened.Count && !IsOver;)
        {
            var fault = _best.Happened[i];
            // To the scenario's own end: a run that was cut short could pass for that reason alone.
            var without = Run(_best.Plan with { Faults = [.. _best.Happened.Where(other => other != fault)], End = null });
            if (_failure.IsLike(without.Failure))
            {
                (_best, i) = (without, 0);
                _needed.Clear();
                continue;
            }

            if (without.Failure is null) _needed.Add(fault);
            i++;
        }
    }

    private bool Try(RunPlan plan)
    {
        if (IsOver || !_tried.Add(SimulationReplay.Of(_scenario, plan))) return false;
        var run = Run(plan);
        if (!_failure.IsLike(run.Failure)) return false;
        _best = run;
        return true;
    }

    /// <summary>Tries a plan; if it passes, tries it with its faults where they hit what they hit before.</summary>
    private bool TryMoved(RunPlan plan)
    {
        if (IsOver) return false;
        _tried.Add(SimulationReplay.Of(_scenario, plan));
        var run = Run(plan);
        if (!_failure.IsLike(run.Failure)) return Retargeting.Of(_best, run).Any(Try);
        _best = run;
        return true;
    }

    private SimulatedRun Run(RunPlan plan)
    {
        _runs++;
        var run = Simulator.Run(_scenario, plan, _options);
        _events += run.Events;
        return run;
    }
}
