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
    private static readonly Dictionary<(string Kata, SubjectName Subject), IReadOnlyList<Finding>> Found = [];

    /// <summary>All katas of the clone.</summary>
    public static Catalogue Catalogue { get; } = Catalogue.Open(KataRoot.Current);

    /// <summary>What is wrong with the rules that a mistake names, by what grading has found, or else without grading.</summary>
    public static async Task<string?> SightProblemAsync(Kata kata, Mistake mistake)
    {
        var subject = new SubjectName(SubjectKind.Mistake, mistake.Name);
        if (Found.TryGetValue((kata.Id, subject), out var findings)) return SightProof.Problem(kata, mistake, findings);
        _sight ??= new SightProof(
            Assembly.Load("Katas.Specs"), Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll"));
        return await _sight.ProblemAsync(kata, mistake);
    }

    /// <summary>Grades a subject through the product's own path: compiled in memory, in a child process.</summary>
    public static async Task<GradeReport> GradeAsync(Kata kata, SubjectName subject, bool gradeStarter = false)
    {
        var report = await _grader!.GradeAsync(new GradeRequest(kata.Id, subject.ToString()) { GradeStarter = gradeStarter });
        if (report.Fault is null) Found[(kata.Id, subject)] = report.Analysis;
        return report;
    }

    [OneTimeSetUp]
    public void Start()
    {
        SdkRoslyn.Register();
        _grader = new Grader(Catalogue.Root);
    }

    [OneTimeTearDown]
    public void Stop() => _grader?.Dispose();
}
