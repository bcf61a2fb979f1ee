using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation;

/// <summary>What is mutated, and which mutants are to be tried.</summary>
/// <param name="Kata">The kata.</param>
/// <param name="Subject">What is mutated: it passes all tests as it is.</param>
/// <param name="CodeSum">A sum of its program.</param>
/// <param name="Mutants">The mutants, in the order of the report.</param>
public sealed record MutationPlan(Kata Kata, SubjectName Subject, string CodeSum, IReadOnlyList<Mutant> Mutants)
{
    /// <summary>Stryker's page, which shows any report of its form; <see langword="null"/> where Stryker was left out.</summary>
    public string? StrykerPage { get; init; }

    /// <summary>The file of a learner's own tests, which are to notice the faults; <see langword="null"/>: the spec.</summary>
    public string? OwnTests { get; init; }
}
