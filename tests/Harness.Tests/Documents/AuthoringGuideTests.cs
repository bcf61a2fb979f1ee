using System.Text.RegularExpressions;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Documents;

/// <summary>The code in the authoring guide is code that compiles.</summary>
public sealed partial class AuthoringGuideTests
{
    /// <summary>What the projects add by themselves.</summary>
    private const string ProjectUsings =
        """
        global using Katas.Concurrency;
        global using Katas.Engine.Specs;
        global using Katas.Engine.Subjects;
        global using Katas.Specs.Concurrency;
        global using NUnit.Framework;
        namespace Katas.Concurrency
        {
            public sealed class Gate(int places) : IGate
            {
                public bool TryEnter() => places > 0;
                public void Leave() { }
            }
        }
        """;

    [Test]
    public void Its_code_compiles()
    {
        var guide = File.ReadAllText(Path.Combine(KataRoot.Current, "docs", "authoring.md")).ReplaceLineEndings("\n");
        var blocks = CSharp().Matches(guide).Select((block, i) => new SourceFile($"block{i}.cs", block.Groups[1].Value));
        var loaded = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var compiled = new SubjectCompiler(loaded.Split(Path.PathSeparator), [])
            .Compile("Katas.Guide", blocks.Append(new SourceFile("usings.cs", ProjectUsings)));
        Assert.That(compiled.Image, Is.Not.Null, string.Join('\n', compiled.Diagnostics.Select(found => found.Show("/"))));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
