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

    private static readonly (string Type, string Name)[] Fields =
        [("readonly object", "_gate"), ("readonly SemaphoreSlim", "_one"), ("readonly Queue<int>", "_items"), ("int", "_count")];

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
        var reported = 0;
        foreach (var (page, code) in examples)
            reported += (await Robustness.HoldAsync(References(page), Kind, Usings(page), code)).Count;
        Assert.That(reported, Is.AtLeast(5), "the examples as they are have something to report, and to fix");
        await HoldAsync(Count * 2, random =>
        {
            var (page, code) = examples[random.Next(examples.Count)];
            return (page, code, examples[random.Next(examples.Count)].Item2);
        });
    }

    private static async Task HoldAsync(int count, Func<Random, (string File, string Text, string Other)> choose)
    {
        TestContext.Out.WriteLine($"seeds {Seed} to {Seed + count - 1}");
        for (var seed = Seed; seed < Seed + count; seed++)
        {
            var random = new Random(seed);
            var (file, text, other) = choose(random);
            var spoilt = new SourceMutation(random).Of(text, other);
            try
            {
                await Robustness.HoldAsync(References(file), Kind, Usings(file), spoilt);
            }
            catch (Exception thrown)
            {
                Assert.Fail($"seed {seed}, {file}: {thrown.Message}\n{thrown.StackTrace}\n{spoilt}");
            }
        }
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

    /// <summary>An example, in a class that has what the pages' examples name and do not declare.</summary>
    private static string Class(string example)
    {
        if (example.Contains("class ", StringComparison.Ordinal)) return example;
        var isMember = Access().IsMatch(example);
        var fields = Fields.Where(field => !example.Contains(field.Name + " = new", StringComparison.Ordinal))
            .Select(field => $"private {field.Type} {field.Name} = new({(field.Name == "_one" ? "1, 1" : "")});");
        var code = isMember ? example : $"public async Task Run(CancellationToken cancellationToken) {{ {example} }}";
        return $"class Sample\n{{\n{string.Join('\n', fields)}\n{code}\n}}";
    }

    [GeneratedRegex(@"\b(public|private)\b")]
    private static partial Regex Access();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
