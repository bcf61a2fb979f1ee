using Katas.Engine.Simulation.Running;

namespace Katas.Engine.Simulation;

/// <summary>Runs whole clusters on one thread, in virtual time, each run from one seed.</summary>
public static class Simulator
{
    /// <summary>Makes one run. The same scenario and plan give the same run.</summary>
    /// <remarks>
    /// It runs on a thread of its own, watched by the caller's: code that never gives the thread back is a finding too. Such a
    /// thread may stay behind.
    /// </remarks>
    /// <exception cref="ArgumentException">The scenario has no machine.</exception>
    public static SimulatedRun Run(Scenario scenario, RunPlan plan, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        if (scenario.Machines.Count == 0) throw new ArgumentException("The scenario has no machine.", nameof(scenario));
        options ??= new SimulationOptions();
        return StageThread.Run(() => new World(scenario, plan, options));
    }

    /// <summary>Runs seed after seed until something is wrong, and then looks for the smallest run that shows it.</summary>
    public static SimulationResult Check(Scenario scenario, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        var events = 0L;
        HashSet<string> reached = [];
        for (var seed = 1; seed <= options.Seeds; seed++)
        {
            var plan = options.Only ?? new RunPlan(seed);
            var run = Run(scenario, plan, options);
            if (seed == 1 || run.Failure is not null) run = Repeatability.Prove(run, () => Run(scenario, plan, options), options.Code);
            events += run.Events;
            reached.UnionWith(run.Reached);
            if (run.Failure is { } failure) return new SimulationResult(failure.Finding, seed, events) { Found = run, Shrunk = run };
            if (options.Only is not null) return new SimulationResult(SimulationFinding.None, 1, events);
        }

        var missing = scenario.Properties.FirstOrDefault(property =>
            property.Kind == Properties.PropertyKind.Sometimes && !reached.Contains(property.Name));
        return missing is null
            ? new SimulationResult(SimulationFinding.None, options.Seeds, events)
            : new SimulationResult(SimulationFinding.NeverHappened, options.Seeds, events)
            {
                Unreached = new SimulationFailure(
                    SimulationFinding.NeverHappened, missing.Name, $"It happened in none of {options.Seeds} runs.", TimeSpan.Zero),
            };
    }
}
