using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Katas.Engine.Subjects;

namespace Katas.Judge.Tests.Support;

/// <summary>The judge's own sources with one of their lines made wrong, compiled together with the fuzzing that should see
/// it.</summary>
internal static class PlantedBug
{
    private static readonly string[] Folders = ["harness/engine/Histories", "harness/engine/Linearizability"];

    private static readonly string[] Files =
    [
        "harness/engine/Reporting/Show.cs",
        .. new[] { "PlainSearch", "RandomHistories", "HistoryShape", "HistoryFaults", "SimulatedObject", "SearchFuzz" }
            .Select(name => $"tests/Judge.Tests/Support/{name}.cs"),
    ];

    private static readonly Lazy<SubjectCompiler> Compiler = new(() => new SubjectCompiler(
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)),
        ImmutableArray<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer>.Empty));

    /// <summary>Plants and compiles.</summary>
    /// <param name="file">The file under <c>harness/engine/Linearizability</c>.</param>
    /// <param name="right">What stands there, exactly once.</param>
    /// <param name="wrong">What to put in its place; equal to <paramref name="right"/>: nothing is planted.</param>
    /// <returns>The sabotaged <see cref="SearchFuzz.FirstDisagreement"/>.</returns>
    public static Func<string, int, string> Plant(string file, string right, string wrong)
    {
        var root = KataRoot.Current;
        var target = Path.Combine(root, "harness/engine/Linearizability", file);
        var paths = Folders.Select(folder => Path.Combine(root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Concat(Files.Select(name => Path.Combine(root, name)));
        var sources = paths.Select(path => new SourceFile(path, Text(path))).ToList();
        var result = Compiler.Value.Compile("Planted", sources);
        Assert.That(result.Image, Is.Not.Null, () => string.Join('\n', result.Diagnostics));
        using var image = new MemoryStream(result.Image!.Assembly.ToArray());
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        var fuzz = assembly.GetType(typeof(SearchFuzz).FullName!, throwOnError: true)!
            .GetMethod(nameof(SearchFuzz.FirstDisagreement), BindingFlags.Public | BindingFlags.Static)!;
        return (type, count) => (string)fuzz.Invoke(null, [type, count])!;

        string Text(string path)
        {
            var text = File.ReadAllText(path);
            if (path != target) return text;
            Assert.That(text.Split(right), Has.Length.EqualTo(2), $"'{right}' must stand in {file} exactly once");
            return text.Replace(right, wrong);
        }
    }
}
