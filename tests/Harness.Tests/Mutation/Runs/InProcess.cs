using System.Reflection;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;
using NUnit.Framework.Interfaces;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>Runs a spec that was compiled a moment ago, so that a test can spoil it.</summary>
internal static class InProcess
{
    private static readonly Assembly Specs = Assembly.Load("Katas.Specs");

    /// <summary>The tests of stage 1 that fail.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="file">Which file of its spec is replaced.</param>
    /// <param name="text">By what.</param>
    /// <param name="subject">The sources of what is graded.</param>
    public static IReadOnlyList<string> Failures(Kata kata, string file, string text, IReadOnlyList<SourceFile> subject)
    {
        // What several specs share stands above them.
        var shared = Path.Combine(kata.Root, "harness", "specs");
        string[] folders = [shared, Path.Combine(shared, kata.Track, kata.Name)];
        var sources = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs")).Select(path =>
            Path.GetFileName(path) == file ? new SourceFile(path, text) : SourceFile.Read(path));
        const string Usings = """
            global using Katas.Engine.Specs;
            global using Katas.Engine.Subjects;
            global using NUnit.Framework;
            """;
        var spec = Load(ReferenceSet.ForTests(Specs), [.. sources, new SourceFile("Usings.cs", Usings)]).Assembly
            .GetType(kata.SpecName, throwOnError: true)!;
        var (assembly, image) = Load(ReferenceSet.ForReference(Specs), subject);
        var contract = assembly.GetType(kata.ClassName, throwOnError: true)!.GetInterfaces()
            .First(one => one.Namespace == $"Katas.{kata.Track}");
        var suite = new SpecSuite(
            spec, Subject.Compiled(kata, SubjectName.Reference, assembly, image, contract, gradeStarter: false));
        var failures = new Failed();
        suite.Run(suite.Tests.Where(test => test.Stage == 1).Select(test => test.Name).ToHashSet(), failures);
        return failures.Names;
    }

    private static (Assembly Assembly, SubjectImage Image) Load(IEnumerable<string> references, IEnumerable<SourceFile> sources)
    {
        var compiled = new SubjectCompiler(references, []).Compile("in-process", sources);
        Assert.That(compiled.Image, Is.Not.Null, string.Join('\n', compiled.Diagnostics.Select(one => one.Message)));
        return (new SubjectContext().Load(compiled.Image!), compiled.Image!);
    }

    private sealed class Failed : ITestListener
    {
        public List<string> Names { get; } = [];

        public void TestStarted(ITest test)
        {
        }

        public void TestFinished(ITestResult result)
        {
            if (!result.Test.IsSuite && result.ResultState.Status == TestStatus.Failed) Names.Add(result.Test.Name);
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }
}
