using System.Reflection;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Reference.Tests;

/// <summary>One warm grader for all tests of this assembly, which run one after another.</summary>
[SetUpFixture]
public sealed class SharedGrader
{
    private static Grader? _grader;
    private static SightProof? _sight;

    /// <summary>All katas of the clone.</summary>
    public static Catalogue Catalogue { get; } = Catalogue.Open(KataRoot.Current);

    /// <summary>The rules, in this process: whom they see is asked without grading.</summary>
    public static SightProof Sight => _sight ??= new SightProof(
        Assembly.Load("Katas.Specs"), Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll"));

    /// <summary>Grades a subject through the product's own path: compiled in memory, in a child process.</summary>
    public static Task<GradeReport> GradeAsync(Kata kata, SubjectName subject, bool gradeStarter = false) =>
        _grader!.GradeAsync(new GradeRequest(kata.Id, subject.ToString()) { GradeStarter = gradeStarter });

    [OneTimeSetUp]
    public void Start()
    {
        SdkRoslyn.Register();
        _grader = new Grader(Catalogue.Root);
    }

    [OneTimeTearDown]
    public void Stop() => _grader?.Dispose();
}
