using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Properties;

namespace Katas.Engine.Simulation;

/// <summary>Adds up what the runs of a scenario took, and what happened in them.</summary>
internal sealed class RunTally(Scenario scenario)
{
    private readonly SortedDictionary<FaultClass, int> _faults = [];
    private readonly HashSet<string> _reached = [];
    private long _events;

    /// <summary>How many runs there were.</summary>
    public int Runs { get; private set; }

    /// <summary>The first property that has to happen sometimes, and never did; null when all did.</summary>
    public string? Missing => Sometimes.FirstOrDefault(name => !_reached.Contains(name));

    private IEnumerable<string> Sometimes =>
        scenario.Properties.Where(property => property.Kind == PropertyKind.Sometimes).Select(property => property.Name);

    public void Add(SimulatedRun run)
    {
        Runs++;
        _events += run.Events;
        _reached.UnionWith(run.Reached);
        foreach (var fault in run.Happened) _faults[fault.Class] = _faults.GetValueOrDefault(fault.Class) + 1;
    }

    public SimulationResult Result(SimulationFinding finding) => new(finding, Runs, _events)
    {
        Faults = _faults, Reached = [.. Sometimes.Where(_reached.Contains)],
    };
}
