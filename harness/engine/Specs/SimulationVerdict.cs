using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Subjects;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>Simulates a cluster, or replays one run of it, and turns what is found into the test's verdict.</summary>
/// <param name="graded">The spec whose test it is.</param>
/// <param name="number">Which of the test's simulations this is, from 1.</param>
/// <param name="code">What is simulated, where it can be looked into for what escapes the simulator.</param>
internal sealed class SimulationVerdict(IGraded graded, int number, SimulatedCode? code = null)
{
    /// <summary>Runs the seeds, the one that a person named, or the one run that a person asked for.</summary>
    /// <exception cref="PropertyFailedException">A run breaks a promise, or something that has to happen never did.</exception>
    /// <exception cref="InconclusiveException">A verdict cannot be had; the message says why.</exception>
    public void Judge(Scenario scenario, int seeds)
    {
        if (SurvivalMatrix.IsWanted)
        {
            graded.Survival.Add(SurvivalMatrix.Of(scenario));
            return;
        }

        var replay = Replay(scenario);
        var options = new SimulationOptions { Seeds = seeds, Code = code };
        if (replay is not null) options = options with { Only = replay, MostShrinkingRuns = 0 };
        else if (SpecSeed.Named is { } seed) options = options with { Only = new RunPlan(seed) };
        var result = Simulator.Check(scenario, options);
        if (result.Failure is not null) throw Failure(scenario, result, replay);
        graded.Statistics.Add(replay is null ? SimulationText.Passed(result) : SimulationText.PassedAgain(replay, result));
    }

    /// <summary>The run that a person asked for, if it is one of this simulation.</summary>
    private RunPlan? Replay(Scenario scenario)
    {
        try
        {
            if (ReplayName.Named is not { IsSimulation: true } named || !named.IsOf(graded, number)) return null;
            if (!SimulationReplay.Fits(named.Schedule, scenario))
                throw new InconclusiveException(SimulationText.CannotBeReplayed(Reporting.Replay.Command(graded)));
            return SimulationReplay.Parse(named.Schedule, scenario);
        }
        catch (FormatException malformed)
        {
            throw new InconclusiveException($"{ReplayName.Variable}: {malformed.Message}");
        }
    }

    private Exception Failure(Scenario scenario, SimulationResult result, RunPlan? replay)
    {
        var failure = result.Failure!;
        switch (failure)
        {
            case { Finding: SimulationFinding.Undecided }:
                return new InconclusiveException(SimulationText.Undecided(result));
            case { Finding: SimulationFinding.NeverYields }:
                return new SubjectBrokenException(failure.Evidence);
            case
            {
                Exception: NotImplementedException or SubjectBrokenException or TypeInitializationException
                    or OutOfMemoryException or InconclusiveException,
            }:
                return failure.Exception;
            default:
                var failed = SimulationText.Failed(scenario, result, replay);
                failed.ExplorationNumber = number;
                return failed;
        }
    }
}
