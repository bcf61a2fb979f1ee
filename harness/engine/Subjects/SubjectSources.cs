using Katas.Engine.Reporting;

namespace Katas.Engine.Subjects;

/// <summary>Collects the source files of any subject of a kata.</summary>
public static class SubjectSources
{
    /// <summary>The subject's sources.</summary>
    /// <exception cref="SubjectBrokenException">The solution's file is not there.</exception>
    /// <exception cref="UnknownSubjectException">There is no alternative or mistake of that name.</exception>
    /// <exception cref="PatchException">The mistake's diff does not fit the reference.</exception>
    public static IReadOnlyList<SourceFile> Of(Kata kata, SubjectName name) => name.Kind switch
    {
        SubjectKind.Solution => Solution(kata),
        SubjectKind.Starter => [new(kata.SolutionFile, File.ReadAllText(kata.StarterFile))],
        SubjectKind.Reference => Reference(kata),
        SubjectKind.Alternative => Alternative(kata, name.Name),
        SubjectKind.Mistake => Patch.Apply(FindMistake(kata, name.Name).Diff, Reference(kata)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name.Kind, "no such kind"),
    };

    /// <summary>The names of a kata's alternatives: the files and folders of <c>Alternatives/</c>.</summary>
    public static IReadOnlyList<string> AlternativesOf(Kata kata) =>
        !Directory.Exists(kata.AlternativesFolder)
            ? []
            : [.. Directory.EnumerateFileSystemEntries(kata.AlternativesFolder)
                .Select(entry => Path.GetFileNameWithoutExtension(entry))
                .Order(StringComparer.Ordinal)];

    private static List<SourceFile> Solution(Kata kata)
    {
        var files = kata.SolutionFiles();
        return files.Count > 0
            ? [.. files.Select(SourceFile.Read)]
            : throw new SubjectBrokenException(
                $"{Path.GetRelativePath(kata.Root, kata.SolutionFile)} is gone. Get the starter back with: " +
                $"{CommandName.Current} reset {kata.Id}");
    }

    private static List<SourceFile> Reference(Kata kata) =>
        [.. Kata.SourceFiles(kata.ReferenceFolder).Select(SourceFile.Read)];

    private static List<SourceFile> Alternative(Kata kata, string name)
    {
        var file = Path.Combine(kata.AlternativesFolder, name + ".cs");
        if (File.Exists(file)) return [SourceFile.Read(file)];
        var files = Kata.SourceFiles(Path.Combine(kata.AlternativesFolder, name));
        return files.Count > 0
            ? [.. files.Select(SourceFile.Read)]
            : throw new UnknownSubjectException(kata, "alternative", name, AlternativesOf(kata));
    }

    private static Mistake FindMistake(Kata kata, string name)
    {
        var mistakes = MistakeBook.Read(kata);
        return mistakes.FirstOrDefault(mistake => mistake.Name == name)
            ?? throw new UnknownSubjectException(kata, "mistake", name, mistakes.Select(mistake => mistake.Name));
    }
}

/// <summary>A kata has no such alternative or mistake.</summary>
public sealed class UnknownSubjectException(Kata kata, string kind, string name, IEnumerable<string> known) : Exception(
    $"{kata.Id} has no {kind} \"{name}\". It has: {string.Join(", ", known.DefaultIfEmpty("none"))}.");
