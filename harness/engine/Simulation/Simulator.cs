using Katas.Engine.Simulation.Running;
using Katas.Engine.Simulation.Shrinking;

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
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new SimulationOptions();
        var tally = new RunTally(scenario);
        foreach (var plan in options.Plans)
        {
            var run = Run(scenario, plan, options);
            if (tally.Runs == 0 || run.Failure is not null)
                run = Repeatability.Prove(run, () => Run(scenario, plan, options), options.Code);
            tally.Add(run);
            if (run.Failure is { } failure)
                return Shrinker.Shrink(scenario, tally.Result(failure.Finding) with { Found = run, Shrunk = run }, options);
        }

        // One plan alone need not reach everything.
        if (options.Only is not null || tally.Missing is not { } missing) return tally.Result(SimulationFinding.None);
        return tally.Result(SimulationFinding.NeverHappened) with
        {
            Unreached = new SimulationFailure(
                SimulationFinding.NeverHappened, missing, $"It happened in none of {options.Seeds} runs.", TimeSpan.Zero),
        };
    }
}
