using System.Globalization;
using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Cli.Mutation;

/// <summary>A finished run, and what is known about it besides.</summary>
/// <param name="Plan">What was tried.</param>
/// <param name="Report">What became of it.</param>
/// <param name="Explained">Why some mutants are no faults, by name.</param>
/// <param name="Config">The scores to reach.</param>
/// <param name="Sources">The texts of the subject's files, by <see cref="SourceEdit.File"/>.</param>
internal sealed record MutationOutcome(
    MutationPlan Plan,
    MutationReport Report,
    IReadOnlyDictionary<string, string> Explained,
    MutationConfig Config,
    IReadOnlyDictionary<string, string> Sources)
{
    private readonly HashSet<string> _explained = [.. Explained.Keys];

    /// <summary>The page; <see langword="null"/> where there is none.</summary>
    public string? Page { get; init; }

    /// <summary>Whether the diffs may be shown: the reference's are a solution, which not everybody wants to see yet.</summary>
    public bool MayShowSource { get; init; } = true;

    /// <summary>Explanations of mutants that are gone, or killed after all; a learner's own tests disprove none.</summary>
    public IReadOnlyList<string> Stale => Plan.OwnTests is null ? MutantBook.Stale(Explained, Report.Results) : [];

    /// <summary>The mutants that can be noticed, and are not explained as no fault.</summary>
    public IReadOnlyList<MutantResult> Faults(MutantOrigin origin) =>
        [.. Report.Tried(origin).Where(result => result.Fate == MutantFate.Killed || !IsExplained(result))];

    /// <summary>What no test noticed and nobody explained.</summary>
    public IReadOnlyList<MutantResult> Unexplained =>
    [
        .. Enum.GetValues<MutantOrigin>().SelectMany(Faults).Where(result => result.Fate != MutantFate.Killed),
    ];

    /// <summary>Whether scores and explanations are as they should be.</summary>
    public bool IsGood => Stale.Count == 0 && Enum.GetValues<MutantOrigin>().All(Reaches);

    /// <summary>The file that explains a reference's mutants.</summary>
    public static string BookOf(Kata kata) => Path.Combine(kata.ReferenceFolder, "MUTANTS.md");

    /// <summary>Whether a mutant was explained as no fault.</summary>
    public bool IsExplained(MutantResult result) => _explained.Contains(result.Mutant.Name);

    /// <summary>The score to reach, in percent.</summary>
    public int Wanted(MutantOrigin origin) => origin == MutantOrigin.Concurrency ? Config.Concurrency : Config.Stryker;

    /// <summary>Whether the score is high enough.</summary>
    public bool Reaches(MutantOrigin origin) => 100 * Report.Score(origin, _explained) >= Wanted(origin);

    /// <summary>The score in percent, rounded down: 94.96 is not 95.</summary>
    public string ScoreText(MutantOrigin origin) => Report.Tried(origin).Count == 0
        ? "none tried"
        : (Math.Floor(1000 * Report.Score(origin, _explained)) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
