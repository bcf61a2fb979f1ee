namespace Katas.Analyzers.Tests;

/// <summary>The clone in which these tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Katas.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
