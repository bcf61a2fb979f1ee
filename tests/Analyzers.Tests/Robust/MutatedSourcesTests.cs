using System.Globalization;
using System.Text.RegularExpressions;
using Katas.Analyzers.Tests.Own;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Robust;

/// <summary>
/// Our own sources, and the bad examples of the rules' pages, spoilt at random: no rule and no fix throws. The environment
/// variable KATAS_FUZZ says how many.
/// </summary>
public sealed partial class MutatedSourcesTests
{
    private const int Seed = 20261124;
    private const OutputKind Kind = OutputKind.DynamicallyLinkedLibrary;

    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("KATAS_FUZZ") ?? "60", CultureInfo.InvariantCulture);

    private static readonly string[] Folders = ["reference", "harness/engine", "harness/specs", "cli", "katas"];

    [Test]
    public async Task Spoilt_sources_of_our_own_make_nothing_throw()
    {
        var sources = Folders.SelectMany(folder => Clone.Files(folder, "*.cs")).ToList();
        await HoldAsync(Count, random =>
        {
            var file = sources[random.Next(sources.Count)];
            return (file, File.ReadAllText(file), File.ReadAllText(sources[random.Next(sources.Count)]));
        });
    }

    [Test]
    public async Task Spoilt_examples_of_the_pages_make_nothing_throw()
    {
        var examples = Clone.Files("docs/rules", "*.md")
            .SelectMany(page => Blocks().Matches(File.ReadAllText(page)).Select(block => (page, Class(block.Groups[1].Value))))
            .ToList();
        var reported = await HoldAsync(Count * 2, random =>
        {
            var (page, code) = examples[random.Next(examples.Count)];
            return (page, code, examples[random.Next(examples.Count)].Item2);
        });
        Assert.That(reported, Is.AtLeast(Count / 4), "what is spoilt still has something to report and to fix");
    }

    private static async Task<int> HoldAsync(int count, Func<Random, (string File, string Text, string Other)> choose)
    {
        TestContext.Out.WriteLine($"seeds {Seed} to {Seed + count - 1}");
        var reported = 0;
        for (var seed = Seed; seed < Seed + count; seed++)
        {
            var random = new Random(seed);
            var (file, text, other) = choose(random);
            var spoilt = new SourceMutation(random).Of(text, other);
            try
            {
                reported += (await Robustness.HoldAsync(References(file), Kind, Usings(file), spoilt)).Count;
            }
            catch (Exception thrown)
            {
                Assert.Fail($"seed {seed}, {file}: {thrown.Message}\n{thrown.StackTrace}\n{spoilt}");
            }
        }

        return reported;
    }

    private static IEnumerable<MetadataReference> References(string file) =>
        ProjectOf(file).References.Append(ProjectOf(file).Compilation.ToMetadataReference());

    private static string Usings(string file) => ProjectOf(file).GlobalUsings;

    private static OwnProject ProjectOf(string file)
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(file)!); folder.FullName != Clone.Root; folder = folder.Parent!)
            if (folder.GetFiles("*.csproj") is [var project] && !folder.FullName.Contains("/katas/", StringComparison.Ordinal))
                return OwnProject.At(project.FullName);
        return OwnProject.At(Clone.At("harness", "contracts", "Katas.Contracts.csproj"));
    }

    /// <summary>An example, in a class that has what the pages' examples name.</summary>
    private static string Class(string example) => example.Contains("class ", StringComparison.Ordinal)
        ? example
        : $$"""
          class Sample
          {
              private readonly object _gate = new();
              private readonly SemaphoreSlim _one = new(1, 1);
              private readonly Queue<int> _items = new();
              private int _count;
              {{(example.Contains("public", StringComparison.Ordinal) || example.Contains("private", StringComparison.Ordinal)
                  ? example : $"public async Task Run(CancellationToken cancellationToken) {{ {example} }}")}}
          }
          """;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
