using Katas.Engine.Grading;
using Katas.Engine.Mutation.Stryker;
using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation;

/// <summary>Sees to it that a subject may be mutated, and collects its mutants.</summary>
/// <param name="grader">Grades the subject as it is.</param>
/// <param name="contracts">The assembly of the contracts.</param>
public sealed class MutationPlanner(IGrader grader, string contracts)
{
    /// <summary>The folder of a subject's mutants, pages and kept results.</summary>
    public static string FolderOf(Kata kata, SubjectName subject)
    {
        ArgumentNullException.ThrowIfNull(kata);
        ArgumentNullException.ThrowIfNull(subject);
        return Path.Combine(kata.Root, "artifacts", "mutation", kata.Id, subject.ToString().Replace(':', '-'));
    }

    /// <summary>The subject as it is must pass: what fails before any fault is planted says nothing about faults.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="subject">What is to be mutated.</param>
    /// <param name="ownTests">The file of a learner's own tests; <see langword="null"/>: the spec.</param>
    /// <param name="cancellation">Stops the grading.</param>
    /// <returns>The report; only one that passed may be gone on with.</returns>
    public Task<GradeReport> GradeAsync(
        Kata kata, SubjectName subject, string? ownTests = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kata);
        ArgumentNullException.ThrowIfNull(subject);
        return grader.GradeAsync(
            new GradeRequest(kata.Id, subject.ToString()) { OwnTests = ownTests }, cancellation: cancellation);
    }

    /// <summary>All mutants: our own, then Stryker's.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="subject">What is to be mutated; it compiles.</param>
    /// <param name="withStryker">Whether Stryker makes some too, which takes it half a minute for sources that are new.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="SubjectBrokenException">The subject does not compile.</exception>
    /// <exception cref="MutationFailedException">Stryker failed.</exception>
    public async Task<MutationPlan> PlanAsync(
        Kata kata, SubjectName subject, bool withStryker, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kata);
        ArgumentNullException.ThrowIfNull(subject);
        var ours = await grader.FindMutantsAsync(new(kata.Id, subject.ToString()), cancellation).ConfigureAwait(false);
        if (!withStryker) return new(kata, subject, ours.CodeSum, ours.Mutants);
        var made = await StrykerRun.MakeAsync(
            kata.Root, Path.Combine(FolderOf(kata, subject), "stryker"), SubjectSources.Of(kata, subject), contracts,
            cancellation).ConfigureAwait(false);
        return new(kata, subject, ours.CodeSum, [.. ours.Mutants, .. made.Mutants]) { StrykerPage = made.Page };
    }

    /// <summary>Where results are kept.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="subject">What is mutated; its sources are part of what a result depends on.</param>
    /// <param name="own">Whether a learner's own tests are to notice, which says nothing about the spec.</param>
    /// <param name="testFiles">What else a result depends on: the tests, and what runs them.</param>
    public static MutationStore StoreOf(Kata kata, SubjectName subject, bool own, IEnumerable<string> testFiles)
    {
        ArgumentNullException.ThrowIfNull(kata);
        var sources = MutationStore.Sum(SubjectSources.Of(kata, subject).Select(source => source.Text));
        var tests = MutationStore.Sum(testFiles.Select(file => Convert.ToBase64String(File.ReadAllBytes(file))));
        return new(Path.Combine(FolderOf(kata, subject), own ? "own-results.jsonl" : "results.jsonl"), sources, tests);
    }
}
