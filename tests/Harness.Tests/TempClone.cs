using Katas.Engine.Subjects;

namespace Katas.Harness.Tests;

/// <summary>A folder that looks like a clone with one kata, <c>welcome</c>; it goes when the test ends.</summary>
internal sealed class TempClone : IDisposable
{
    public TempClone(string name = "clone")
    {
        Root = Directory.CreateTempSubdirectory("katas ").FullName;
        Root = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        File.WriteAllText(Path.Combine(Root, "Katas.sln"), "");
        Welcome = Catalogue.Open(KataRoot.Current).Get("welcome") with { Root = Root };
        var original = Welcome with { Root = KataRoot.Current };
        Copy(original.Folder, Welcome.Folder);
        Copy(original.ReferenceFolder, Welcome.ReferenceFolder);
        Copy(Path.GetDirectoryName(original.RulePage("KATA0001"))!, Path.GetDirectoryName(Welcome.RulePage("KATA0001"))!);
        // The real clone may hold somebody's solution: begin with the starter.
        File.Copy(Welcome.StarterFile, Welcome.SolutionFile, overwrite: true);
    }

    public string Root { get; }

    public Kata Welcome { get; }

    /// <summary>The solution's text.</summary>
    public string Solution
    {
        get => File.ReadAllText(Welcome.SolutionFile);
        set => File.WriteAllText(Welcome.SolutionFile, value);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
