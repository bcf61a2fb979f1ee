using System.Reflection;
using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>Judges whether a mistake names exactly the rules that report on it.</summary>
/// <remarks>The mistake is compiled and analyzed, and not graded, so this costs little. One thread at a time.</remarks>
/// <param name="specs">The assembly of the specs, beside which the libraries of the references are.</param>
/// <param name="analyzers">The analyzers' assembly file.</param>
public sealed class SightProof(Assembly specs, string analyzers)
{
    private readonly SubjectCompiler _compiler = new(ReferenceSet.ForReference(specs), AnalyzerLoader.Load(analyzers));

    /// <summary>Asks the rules; <see cref="Problem"/> is for findings that are there already.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="mistake">The entry of its <c>MISTAKES.md</c>.</param>
    /// <exception cref="PatchException">The diff does not fit the reference.</exception>
    public async Task<string?> ProblemAsync(Kata kata, Mistake mistake)
    {
        var compiled = await _compiler.CompileAsync($"{kata.Name}.Subject", Sources(kata, mistake));
        return compiled.Image is null
            ? $"{mistake.Name} does not compile: {compiled.Diagnostics[0].Id} {compiled.Diagnostics[0].Message}"
            : Problem(kata, mistake, compiled.Analysis);
    }

    /// <summary>What is wrong with the line "Seen by"; <see langword="null"/>: it is right, or rightly missing.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="mistake">The entry of its <c>MISTAKES.md</c>.</param>
    /// <param name="findings">What the rules report on the mistake.</param>
    public static string? Problem(Kata kata, Mistake mistake, IReadOnlyList<Finding> findings)
    {
        var unnamed = findings.Where(finding => !mistake.SeenBy.Contains(finding.Id)).ToList();
        var blind = mistake.SeenBy.Except(findings.Select(finding => finding.Id)).ToList();
        if (unnamed.Count == 0 && blind.Count == 0) return null;
        var right = MistakeBook.SeenByLine(findings.Select(finding => finding.Id));
        var sources = Sources(kata, mistake);
        return string.Join('\n', [
            .. unnamed.Select(finding => $"{mistake.Name} does not name {finding.Id}, which reports\n{Show(finding)}"),
            .. blind.Select(rule => $"{mistake.Name} names {rule}, which does not report."),
            right is null ? "Write no line *Seen by*." : $"Write: {right}",
        ]);

        string Show(Finding finding) => $"    {finding.Show(kata.Root)}\n    {Line(finding, sources)}";
    }

    private static IReadOnlyList<SourceFile> Sources(Kata kata, Mistake mistake) =>
        SubjectSources.Of(kata, new SubjectName(SubjectKind.Mistake, mistake.Name));

    /// <summary>The text of the line: the numbers are those of the mistake, which is in no file.</summary>
    private static string? Line(Finding finding, IReadOnlyList<SourceFile> sources) => sources
        .FirstOrDefault(source => source.Path == finding.File)?.Text
        .Split('\n').ElementAtOrDefault(finding.Line - 1)?.Trim();
}
