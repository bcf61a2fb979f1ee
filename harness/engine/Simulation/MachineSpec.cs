using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>What a machine is for, which decides its links and whether faults choose it.</summary>
internal enum MachineRole
{
    /// <summary>One of the cluster: a peer of the others.</summary>
    Server,

    /// <summary>Stands beside the cluster and is not harmed; its links are as any other.</summary>
    Service,

    /// <summary>Runs a script of the test; harmed as any other.</summary>
    Worker,

    /// <summary>Runs a script of the test; its links are perfect, and it is not harmed.</summary>
    Client,
}

/// <summary>A machine as the scenario describes it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Create">Makes its program; null where it runs a workload.</param>
/// <param name="Workload">What it runs instead.</param>
internal sealed record MachineSpec(NodeId Id, MachineRole Role, Func<NodeId, INode>? Create, Workload? Workload)
{
    /// <summary>Whether faults choose it.</summary>
    public bool IsHarmed => Role is MachineRole.Server or MachineRole.Worker;
}

/// <summary>What a client or a worker does.</summary>
/// <param name="Count">How many operations it draws; 0 for a script, which runs once.</param>
/// <param name="Run">Does one operation, or the script.</param>
/// <param name="Draw">Draws an operation; null for a script.</param>
internal sealed record Workload(int Count, Func<SimulatedClient, object?, Task> Run, Func<Random, object?>? Draw)
{
    /// <summary>An operation in a few words.</summary>
    public Func<object?, string> Name { get; init; } = operation => operation?.ToString() ?? "";
}
