using Katas.Engine.Simulation.Running;

namespace Katas.Engine.Simulation;

/// <summary>The operations that clients draw. A run keeps their places only: who asks has them drawn anew.</summary>
internal static class OperationTexts
{
    /// <summary>All that the clients of a scenario draw, client by client.</summary>
    public static IReadOnlyList<OperationId> All(Scenario scenario) =>
    [
        .. from machine in Enumerable.Range(0, scenario.Machines.Count)
           let workload = scenario.Machines[machine].Workload
           where workload?.Draw is not null
           from number in Enumerable.Range(0, workload.Count)
           select new OperationId(machine, number),
    ];

    /// <summary>What a client draws with a seed.</summary>
    public static IReadOnlyList<object?> Drawn(int seed, int machine, Workload workload)
    {
        var random = new Draw((ulong)seed).Source(Draw.Purpose.Workload, (ulong)machine);
        return [.. Enumerable.Range(0, workload.Count).Select(_ => workload.Draw!(random))];
    }

    /// <summary>An operation of a run in a few words: <c>c1 put(x, 1)</c>.</summary>
    public static string Of(Scenario scenario, int seed, OperationId operation)
    {
        var machine = scenario.Machines[operation.Client];
        var workload = machine.Workload!;
        return $"{machine.Id} {workload.Name(Drawn(seed, operation.Client, workload)[operation.Number])}";
    }
}
