using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Specs;

/// <content>Whole clusters, from one seed each.</content>
public abstract partial class KataSpec<TContract>
{
    /// <summary>Runs a scenario with many seeds. What is wrong is shrunk, and told.</summary>
    /// <param name="scenario">
    /// The cluster, its clients, its faults and its promises; it makes subjects with <see cref="Make"/>.
    /// </param>
    /// <param name="seeds">How many seeds; a person may name a single one instead.</param>
    /// <exception cref="PropertyFailedException">A run breaks a promise.</exception>
    protected void Simulate(Scenario scenario, int seeds = 100)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _judging = true; // the trace tells what happens; a proxy would make it slower and add nothing
        var code = new SimulatedCode(_subject.Image, _subject.Implementation.FullName!);
        new SimulationVerdict(this, ++_simulations, code).Judge(scenario, seeds);
        _judging = false;
    }
}
