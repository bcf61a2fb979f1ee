using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Counterexamples;

namespace Katas.Engine.Linearizability;

/// <summary>The verdict on a history, with what shows it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Cost">What it took.</param>
public sealed record CheckResult(CheckVerdict Verdict, string Model, CheckCost Cost)
{
    /// <summary>
    /// Linearizable: for each key (<see langword="null"/> where there is one object) its operations in an order that explains
    /// every answer; open operations that had no effect are left out. Empty if no explanation was wanted.
    /// </summary>
    public IReadOnlyList<(object? Key, IReadOnlyList<Operation> Order)> Witnesses { get; init; } = [];

    /// <summary>Violation: what is impossible; <see langword="null"/> if no explanation was wanted.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>Unknown: which budget ended and how far the check came. Otherwise empty.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What a check took.</summary>
/// <param name="Operations">How many operations were judged.</param>
/// <param name="Keys">How many independent objects they were about.</param>
/// <param name="Steps">Steps of the search; 0: monitors decided alone.</param>
/// <param name="Configurations">Configurations remembered.</param>
/// <param name="PeakBytes">The most that the search's tables took, in bytes.</param>
/// <param name="DecidedBy">What decided: <c>queue monitor</c>, <c>search</c>, or both.</param>
public sealed record CheckCost(
    int Operations, int Keys, long Steps, long Configurations, long PeakBytes, string DecidedBy);
