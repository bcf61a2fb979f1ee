namespace Katas.Engine.Subjects;

/// <summary>Finds the folder that holds <c>Katas.sln</c>, from wherever a command or a test runs.</summary>
public static class KataRoot
{
    /// <summary>The environment variable that names the folder outright; the launchers set it.</summary>
    public const string Variable = "KATA_ROOT";

    private const string Marker = "Katas.sln";

    /// <summary>Looks at <see cref="Variable"/>, then upwards from each of <paramref name="starts"/> in turn.</summary>
    /// <returns>The folder's full path, or <see langword="null"/> when none of the starts lies inside one.</returns>
    public static string? Find(params IEnumerable<string> starts)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named) && File.Exists(Path.Combine(named, Marker))) return Path.GetFullPath(named);
        return starts.Select(Upwards).FirstOrDefault(found => found is not null);
    }

    /// <summary>The root of the running tests or tool.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither the program nor the current folder lies in one.</exception>
    public static string Current { get; } =
        Find(AppContext.BaseDirectory, Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException(
            $"No {Marker} in {Environment.CurrentDirectory} or above it. Run this inside a clone, or set {Variable}.");

    private static string? Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        return null;
    }
}
