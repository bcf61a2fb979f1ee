using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Properties;

namespace Katas.Engine.Simulation;

/// <summary>Runs one row of a survival matrix.</summary>
internal sealed class SurvivalProbe(Scenario scenario, SimulationOptions options)
{
    private readonly List<BrokenPromise> _broken = [];
    private List<Property> _asked = [.. scenario.Properties.Where(property => property.Kind != PropertyKind.Sometimes)];
    private bool _isJudged = scenario.Model is not null;
    private int _runs;
    private int _undecided;

    public SurvivalRow Row(string name, IReadOnlyList<FaultClass> on)
    {
        var without = scenario.Plan.Classes.Except(on).ToHashSet();
        for (var seed = 1; seed <= options.Seeds; seed++) Seed(new RunPlan(seed) { Without = without, AllAtOnce = true });
        return new SurvivalRow(name, _runs, _broken, _undecided);
    }

    private void Seed(RunPlan plan)
    {
        while (true)
        {
            var run = Simulator.Run(scenario.JudgedBy(_asked, _isJudged ? scenario.Model : null), plan, options);
            switch (run.Failure)
            {
                case null:
                    _runs++;
                    return;
                case { Finding: SimulationFinding.Undecided }:
                    _undecided++;
                    return;
                case { } failure:
                    if (_broken.All(broken => broken.Property != failure.Property))
                        _broken.Add(new BrokenPromise(failure.Property, plan.Seed));
                    if (!StopAsking(failure)) return;
                    break;
            }
        }
    }

    /// <summary>Whether the run can be had without what broke: nobody can be asked to overlook an exception.</summary>
    private bool StopAsking(SimulationFailure failure)
    {
        if (failure.Finding == SimulationFinding.NotLinearizable)
        {
            _isJudged = false;
            return true;
        }

        var before = _asked.Count;
        _asked = [.. _asked.Where(property => property.Name != failure.Property)];
        return _asked.Count < before;
    }
}
