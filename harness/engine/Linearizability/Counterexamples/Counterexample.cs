using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>A small part of a history that is impossible by itself, and why.</summary>
/// <param name="Key">The object it is about; <see langword="null"/>: there is one.</param>
/// <param name="Operations">The core, in the order of calls. The same operations as in the history, whole or relaxed.</param>
/// <param name="Impossible">The operation of the core that has no legal point.</param>
/// <param name="Order">
/// The longest legal order of the rest up to there: each operation with the state after it, in words. The numbers of the
/// linearization points in a diagram.
/// </param>
/// <param name="LegalThere">What <paramref name="Impossible"/> could have answered instead, in words; empty: cannot be
/// told.</param>
/// <param name="Reason">Why it has no point: a sentence that may follow "is impossible:".</param>
/// <param name="IsMinimal">Whether nothing more can be left out; <see langword="false"/>: the budget ended first.</param>
/// <param name="From">How many operations the search began with: those of this key.</param>
/// <param name="Annotations">The history's faults and notes.</param>
/// <param name="Unit">What the times count.</param>
public sealed record Counterexample(
    object? Key,
    IReadOnlyList<CoreOperation> Operations,
    Operation Impossible,
    IReadOnlyList<Placed> Order,
    IReadOnlyList<string> LegalThere,
    string Reason,
    bool IsMinimal,
    int From,
    IReadOnlyList<Annotation> Annotations,
    TimeUnit Unit);

/// <summary>An operation of a core.</summary>
/// <param name="Operation">As recorded.</param>
/// <param name="Relaxed">
/// Whether only its call matters: its return and its answer were dropped, and the rest is impossible all the same. It stays
/// because others may need its effect: without the write, its readers would look wrong.
/// </param>
public sealed record CoreOperation(Operation Operation, bool Relaxed);

/// <summary>An operation at its linearization point.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="StateAfter">The state after it, in words.</param>
public sealed record Placed(Operation Operation, string StateAfter);
