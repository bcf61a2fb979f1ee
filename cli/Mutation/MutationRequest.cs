using Katas.Engine.Subjects;

namespace Katas.Cli.Mutation;

/// <summary>What was asked of <c>kata mutate</c>.</summary>
/// <param name="Kata">The kata.</param>
/// <param name="Subject">What to plant faults in.</param>
internal sealed record MutationRequest(Kata Kata, SubjectName Subject)
{
    /// <summary>Whether Stryker.NET plants its faults too.</summary>
    public bool WithStryker { get; init; } = true;

    /// <summary>Whether to forget what is known from earlier runs.</summary>
    public bool Fresh { get; init; }

    /// <summary>What to do with the table of all references.</summary>
    public TableUse Table { get; init; }

    /// <summary>The file of a learner's own tests, which are to notice; <see langword="null"/>: the spec.</summary>
    public string? OwnTests { get; init; }
}

/// <summary>What to do with <c>docs/mutation.md</c>.</summary>
internal enum TableUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Write the row.</summary>
    Write,

    /// <summary>See whether the row is what was found.</summary>
    Check,
}
