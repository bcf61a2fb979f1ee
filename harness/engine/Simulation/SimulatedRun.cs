using Katas.Engine.Histories;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation;

/// <summary>One run of a scenario, whole.</summary>
/// <param name="Plan">What was run: the same plan gives the same run.</param>
/// <param name="Trace">All steps.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
/// <param name="Happened">The faults that did happen, as a plan names them; those of single messages too.</param>
/// <param name="History">What the clients asked and were answered.</param>
public sealed record SimulatedRun(
    RunPlan Plan, Trace Trace, SimulationFailure? Failure, IReadOnlyList<Fault> Happened, History History)
{
    /// <summary>Which of the properties that have to happen sometimes did.</summary>
    public IReadOnlySet<string> Reached { get; init; } = new HashSet<string>();

    /// <summary>The operations that clients drew and did, by client and place; see <see cref="RunPlan.LeftOut"/>.</summary>
    public IReadOnlyList<OperationId> Operations { get; init; } = [];

    /// <summary>How much virtual time passed.</summary>
    public TimeSpan Length { get; init; }

    /// <summary>How many steps the scheduler took: continuations, deliveries, timers.</summary>
    public long Events { get; init; }
}

/// <summary>What to run.</summary>
/// <param name="Seed">Where all draws begin.</param>
public sealed record RunPlan(int Seed)
{
    /// <summary>The faults, and no others; <see langword="null"/>: what the scenario and the seed make up.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>Operations of clients that are not done.</summary>
    public IReadOnlySet<OperationId> LeftOut { get; init; } = new HashSet<OperationId>();

    /// <summary>Kinds of fault that never come, whatever the seed says.</summary>
    public IReadOnlySet<FaultClass> Without { get; init; } = new HashSet<FaultClass>();

    /// <summary>Every kind of fault that is not left out comes, also one that the seed would have off.</summary>
    public bool AllAtOnce { get; init; }

    /// <summary>
    /// When the run ends; <see langword="null"/>: as the scenario says. Only the clients' answers are judged at such an end:
    /// what a promise gives time for may yet come about.
    /// </summary>
    public TimeSpan? End { get; init; }
}

/// <summary>One of the operations that a client drew.</summary>
/// <param name="Client">The client's index among the machines of the run.</param>
/// <param name="Number">Which of its operations, from 0.</param>
public readonly record struct OperationId(int Client, int Number);
