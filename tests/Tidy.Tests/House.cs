using Katas.Engine.Subjects;

namespace Katas.Tidy.Tests;

/// <summary>The repository's own files, as the tidy tests read them.</summary>
internal static class House
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", "StrykerOutput", "node_modules"];

    public static string Root => KataRoot.Current;

    public static Catalogue Catalogue { get; } = Catalogue.Open(Root);

    /// <summary>The files below a folder that match, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/')[..^1].Any(part => NotOurs.Contains(part) || part is ".git" or ".kata"))
            .Order(StringComparer.Ordinal);

    public static string Text(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public static string[] Lines(string relative) => File.ReadAllLines(Path.Combine(Root, relative));
}
