using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Specs;

/// <content>Whole clusters, from one seed each.</content>
public abstract partial class KataSpec<TContract>
{
    /// <summary>Runs a scenario with many seeds. What is wrong is shrunk, and told.</summary>
    /// <param name="scenario">The cluster, its clients, its faults and its promises; it makes subjects with <see cref="Make"/>.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <exception cref="PropertyFailedException">A run breaks a promise.</exception>
    protected void Simulate(Scenario scenario, int seeds = 100)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _judging = true; // the trace tells what happens; a proxy would make it slower and add nothing
        var code = new SimulatedCode(_subject.Image, _subject.Implementation.FullName!);
        var result = Simulator.Check(scenario, new SimulationOptions { Seeds = seeds, Code = code });
        _judging = false;
        if (result.Failure is not { } failure)
        {
            _statistics.Add($"{result.Runs} seeds, {result.Events} steps.");
            return;
        }

        if (failure.Exception is NotImplementedException missing) throw missing;
        _seed = result.Found?.Plan.Seed;
        throw new PropertyFailedException(failure.Property, failure.Evidence);
    }
}
