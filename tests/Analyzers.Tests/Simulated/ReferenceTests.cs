namespace Katas.Analyzers.Tests.Simulated;

/// <summary>The solutions of the distributed katas, which stay inside, and what a line that leaves would make of them.</summary>
public sealed class ReferenceTests
{
    private static IEnumerable<string> Solutions =>
        Directory.EnumerateFiles(Clone.At("reference", "Distributed"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Select(file => Path.GetRelativePath(Clone.Root, file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Solutions))]
    public async Task A_solution_stays_inside(string file) =>
        Assert.That(await FindAsync(File.ReadAllText(Clone.At(file))), Is.Empty);

    [TestCase("DistributedLock", "_time.GetTimestamp()", "Stopwatch.GetTimestamp()")]
    [TestCase("DistributedLock", "_time.GetElapsedTime(began)", "Stopwatch.GetElapsedTime(began)")]
    [TestCase("RaftElection", "_node.Random.NextDouble()", "Random.Shared.NextDouble()")]
    [TestCase("RaftElection", "_node.Time.GetTimestamp()", "DateTime.UtcNow.Ticks")]
    public async Task A_line_that_leaves_is_reported(string kata, string inside, string outside)
    {
        var source = File.ReadAllText(Clone.At("reference", "Distributed", kata, kata + ".cs"));
        Assert.That(source, Does.Contain(inside), "the line to plant it in");
        var found = await FindAsync("using System.Diagnostics;\n" + source.Replace("using System.Diagnostics;\n", "")
            .Replace(inside, outside));
        Assert.That(found, Is.Not.Empty);
    }

    private static async Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> FindAsync(string source)
    {
        string[] folders =
            ["katas/Distributed/DistributedLock", "katas/Distributed/RaftElection", "analyzers/Katas.Annotations"];
        var more = folders.SelectMany(folder => Directory.GetFiles(Clone.At(folder), "*.cs"))
            .Where(file => Path.GetFileName(file) == "Contract.cs" || file.EndsWith("Attribute.cs", StringComparison.Ordinal));
        return await Simulation.FindAsync(source, [.. more.Select(File.ReadAllText), "global using Katas.Simulation;"]);
    }
}
