using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Simulation.Tests.Support;

/// <summary>What the tests of clocks, links and disks say again and again.</summary>
internal static class Runs
{
    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>A scenario in which only what the run lists goes wrong, and that is over after ten seconds.</summary>
    public static Scenario Cluster(int count, Func<INodeContext, Task> program) =>
        new Scenario().Nodes(count, _ => new Acting(program)).Faults(p => p.ThenHeal(Ms(10_000))).For(Ms(12_000));

    /// <summary>A run with these faults and no others, which must not fail.</summary>
    public static SimulatedRun With(this Scenario scenario, params Fault[] faults) => scenario.Seed(1, faults);

    public static SimulatedRun Seed(this Scenario scenario, int seed, params Fault[] faults)
    {
        var run = Simulator.Run(scenario, new RunPlan(seed) { Faults = faults });
        Assert.That(run.Failure, Is.Null, run.Failure?.Evidence);
        return run;
    }

    /// <summary>What was observed under a name, in order.</summary>
    public static List<T> Seen<T>(this SimulatedRun run, string name) =>
        [.. run.Observations(name).Select(observation => (T)observation.Value!)];

    /// <summary>When it was observed, in milliseconds.</summary>
    public static List<double> Times(this SimulatedRun run, string name) =>
        [.. run.Observations(name).Select(observation => observation.Time.TotalMilliseconds)];

    public static IEnumerable<TraceEvent> Steps(this SimulatedRun run, TraceKind kind) =>
        run.Trace.Events.Where(step => step.Kind == kind);

    /// <summary>The steps of the disks, in words.</summary>
    public static List<string> Disk(this SimulatedRun run) =>
        [.. run.Steps(TraceKind.Disk).Select(step => step.Data!.ToString()!)];

    /// <summary>All observations of that name, in order.</summary>
    public static IEnumerable<Observation> Observations(this SimulatedRun run, string name) =>
        run.Steps(TraceKind.Observe).Select(step => (Observation)step.Data!).Where(observation => observation.Name == name);
}
