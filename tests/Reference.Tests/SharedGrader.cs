using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Reference.Tests;

/// <summary>One warm grader for all tests of this assembly, which run one after another.</summary>
[SetUpFixture]
public sealed class SharedGrader
{
    private static Grader? _grader;

    /// <summary>All katas of the clone.</summary>
    public static Catalogue Catalogue { get; } = Catalogue.Open(KataRoot.Current);

    /// <summary>Grades a subject through the product's own path: compiled in memory, in a child process.</summary>
    public static Task<GradeReport> GradeAsync(Kata kata, SubjectName subject, bool gradeStarter = false) =>
        _grader!.GradeAsync(new GradeRequest(kata.Id, subject.ToString()) { GradeStarter = gradeStarter });

    [OneTimeSetUp]
    public void Start() => _grader = new Grader(Catalogue.Root);

    [OneTimeTearDown]
    public void Stop() => _grader?.Dispose();
}
