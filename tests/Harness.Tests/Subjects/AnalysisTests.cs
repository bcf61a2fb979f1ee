using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Subjects;

/// <summary>The rules run once for each compile, over the subject's own files.</summary>
/// <remarks>No class here may derive from the compiler's: NUnit looks at all types before the compiler is lent.</remarks>
public sealed class AnalysisTests
{
    private static readonly SourceFile[] Two =
    [
        new("One.cs", "class One { void Run() { lock (this) { } } }"),
        new("Two.cs", "class Two { void Run() { lock (typeof(Two)) { } } }"),
    ];

    [Test]
    public async Task Each_finding_comes_once_and_is_in_the_learners_files()
    {
        var compiled = await Compiler().CompileAsync("subject", Two);
        Assert.That(
            compiled.Analysis.Select(finding => (finding.Id, finding.File)),
            Is.EqualTo(new[] { ("KATA0001", "One.cs"), ("KATA0001", "Two.cs") }));
    }

    [Test]
    public async Task What_does_not_compile_is_not_analyzed()
    {
        var compiled = await Compiler().CompileAsync("subject", [.. Two, new("Three.cs", "class Three { missing }")]);
        Assert.That((compiled.Image, compiled.Analysis.Count), Is.EqualTo(((SubjectImage?)null, 0)));
    }

    [Test]
    public void A_compile_for_the_code_alone_is_not_analyzed()
    {
        var compiled = Compiler().Compile("subject", Two);
        Assert.That((compiled.Image is null, compiled.Analysis.Count), Is.EqualTo((false, 0)));
    }

    private static SubjectCompiler Compiler() => new(
        Directory.EnumerateFiles(SdkRoslyn.ReferenceAssemblies!, "*.dll"),
        AnalyzerLoader.Load(Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll")));
}
