namespace Katas.Analyzers.Tests;

/// <summary>The clone that the tests run in.</summary>
internal static class Clone
{
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a place in the clone.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The files below a folder, without what a build makes, in an order of their own.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part =>
                part is "bin" or "obj" or "TestResults" or "artifacts"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Katas.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
