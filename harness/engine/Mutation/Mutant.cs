namespace Katas.Engine.Mutation;

/// <summary>
/// A subject with one small fault planted in it. A spec that does not notice it has a hole, or the fault is none.
/// </summary>
/// <param name="Name">
/// The operator's name and six hexadecimal digits that stay the same while the code that is changed does, wherever it moves.
/// </param>
/// <param name="Operator">What kind of fault: <see cref="IMutationOperator.Name"/>, or the mutator of Stryker.NET.</param>
/// <param name="Origin">Who planted it.</param>
/// <param name="Line">The first line that changes; 1-based.</param>
/// <param name="Original">The text that goes.</param>
/// <param name="Edit">The change.</param>
public sealed record Mutant(
    string Name, string Operator, MutantOrigin Origin, int Line, string Original, SourceEdit Edit);

/// <summary>Who planted a mutant.</summary>
public enum MutantOrigin
{
    /// <summary>An operator of our own, about concurrency.</summary>
    Concurrency,

    /// <summary>Stryker.NET: arithmetic, conditions, statements that go.</summary>
    Stryker,
}
