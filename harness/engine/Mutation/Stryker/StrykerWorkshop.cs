using System.Text.Json.Nodes;
using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation.Stryker;

/// <summary>
/// The two projects from which Stryker.NET makes its mutants: the subject's sources alone, and one test that reaches none of
/// them. Stryker tries only mutants that a test reaches, so it makes all of them and runs next to nothing.
/// </summary>
/// <remarks>
/// The mutants are then graded like our own. Stryker's own runs would not do: in <c>dotnet test</c> a hang is one more failed
/// test, and would count as a kill; and the explorer runs a rewritten twin, of which Stryker knows nothing.
/// </remarks>
internal static class StrykerWorkshop
{
    private const string Reached = """
        namespace Katas.Mutation;

        /// <summary>The only code that the test reaches: where no test reaches any, Stryker tries every mutant.</summary>
        public static class Reached
        {
            public static bool IsPositive(int number) => number > 0;
        }
        """;

    private const string Probe = """
        [NUnit.Framework.TestFixture]
        public sealed class Probe
        {
            [NUnit.Framework.Test]
            public void Reaches_next_to_nothing() => NUnit.Framework.Assert.That(Katas.Mutation.Reached.IsPositive(1));
        }
        """;

    /// <summary>Writes the projects and Stryker's configuration.</summary>
    /// <param name="root">The repository's root folder; the workshop is below it, for the central package versions.</param>
    /// <param name="folder">The workshop; it is made anew.</param>
    /// <param name="sources">The subject's sources.</param>
    /// <param name="contracts">The assembly of the contracts.</param>
    /// <returns>Which of the subject's files each copy is.</returns>
    public static IReadOnlyDictionary<string, SourceFile> Write(
        string root, string folder, IReadOnlyList<SourceFile> sources, string contracts)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        WriteText("Directory.Build.props", $"""
            <Project>
              <Import Project="{root}/eng/Common.props" />
              <PropertyGroup>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
                <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>false</GenerateDocumentationFile>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
            </Project>
            """);
        WriteText("Subject/Subject.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup><Reference Include="{contracts}" /></ItemGroup>
              <Import Project="{root}/eng/Alternatives.props" />
            </Project>
            """);
        WriteText("Probe/Probe.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{root}/eng/Tests.props" />
              <ItemGroup><ProjectReference Include="../Subject/Subject.csproj" /></ItemGroup>
            </Project>
            """);
        WriteText("Subject/Reached.cs", Reached);
        WriteText("Probe/Probe.cs", Probe);
        WriteText("stryker-config.json", Configuration(root));
        return sources.Select((source, number) =>
        {
            var copy = WriteText($"Subject/{number}/{Path.GetFileName(source.Path)}", source.Text);
            return (copy, source);
        }).ToDictionary(pair => pair.copy, pair => pair.source);

        string WriteText(string name, string text)
        {
            var file = Path.GetFullPath(Path.Combine(folder, name));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return file;
        }
    }

    /// <summary>The repository's own configuration, with these two projects.</summary>
    private static string Configuration(string root)
    {
        var ours = JsonNode.Parse(File.ReadAllText(Path.Combine(root, MutationConfig.FileName)))!["stryker-config"]!.AsObject();
        foreach (var name in (string[])["mutate", "test-case-filter", "solution"]) ours.Remove(name);
        ours["project"] = "Subject.csproj";
        ours["test-projects"] = new JsonArray("Probe.csproj");
        ours["coverage-analysis"] = "perTest";
        ours["reporters"] = new JsonArray("json", "html");
        return new JsonObject { ["stryker-config"] = ours.DeepClone() }.ToJsonString();
    }
}
