namespace Katas.Engine.Subjects;

/// <summary>One kata: what its <c>kata.json</c> says, and where its files are.</summary>
/// <param name="Root">The repository's root folder.</param>
/// <param name="Track">The track's folder name, such as <c>Concurrency</c>.</param>
/// <param name="Name">The kata's folder name, which is also its class's name, such as <c>RateLimiter</c>.</param>
/// <param name="Facts">The contents of <c>kata.json</c>.</param>
public sealed record Kata(string Root, string Track, string Name, KataFacts Facts)
{
    /// <summary>The name a person types, such as <c>rate-limiter</c>.</summary>
    public string Id => Facts.Id;

    /// <summary>The folder in which the learner works.</summary>
    public string Folder => Path.Combine(Root, "katas", Track, Name);

    /// <summary>The file that the learner edits.</summary>
    public string SolutionFile => Path.Combine(Folder, Name + ".cs");

    /// <summary>The starter as it was shipped; <c>kata reset</c> copies it back.</summary>
    /// <remarks>The folder's name begins with a dot, so that no build and no in-memory compile takes it up.</remarks>
    public string StarterFile => Path.Combine(Folder, ".starter", Name + ".cs");

    /// <summary>The reference solution's folder.</summary>
    public string ReferenceFolder => Path.Combine(Root, "reference", Track, Name);

    /// <summary>The folder of one of the two halves of the reference: alternatives.</summary>
    public string AlternativesFolder => Path.Combine(ReferenceFolder, "Alternatives");

    /// <summary>The list of the ways in which people get this kata wrong.</summary>
    public string MistakesFile => Path.Combine(ReferenceFolder, "MISTAKES.md");

    /// <summary>Where learners write tests of their own; <c>kata mutate --my-tests</c> says what those notice.</summary>
    public string OwnTestsFile => Path.Combine(Root, "tests", "grading", Track, "Own", Name + "OwnTests.cs");

    /// <summary>The full name of the class that a solution declares.</summary>
    public string ClassName => $"Katas.{Track}.{Name}";

    /// <summary>The full name of the kata's spec.</summary>
    public string SpecName => $"Katas.Specs.{Track}.{Name}Spec";

    /// <summary>The page about an analyzer rule, such as <c>KATA0101</c>; a rule without a page does not exist.</summary>
    public string RulePage(string rule) => Path.Combine(Root, "docs", "rules", rule + ".md");

    /// <summary>The learner's source files: every <c>*.cs</c> of the folder but the contract.</summary>
    public IReadOnlyList<string> SolutionFiles() => SourceFiles(Folder);

    /// <summary>The C# files below a folder, without contracts, build output, alternatives and dot folders.</summary>
    internal static IReadOnlyList<string> SourceFiles(string folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => IsSource(Path.GetRelativePath(folder, file)))
                .Order(StringComparer.Ordinal)];

    private static bool IsSource(string relative)
    {
        var parts = relative.Split(Path.DirectorySeparatorChar);
        return parts[^1] != "Contract.cs"
            && !parts[..^1].Any(part => part.StartsWith('.') || part is "bin" or "obj" or "Alternatives");
    }
}
