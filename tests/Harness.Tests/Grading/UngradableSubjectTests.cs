using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Harness.Tests.Grading;

/// <summary>Subjects that cannot be graded at all: the report says what is wrong and what would be right.</summary>
public sealed class UngradableSubjectTests
{
    [Test]
    public async Task A_deleted_file_is_offered_back()
    {
        using var clone = new TempClone();
        File.Delete(clone.Welcome.SolutionFile);
        var report = await Grade(clone);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.Explanation, Does.Contain("Welcome.cs is gone").And.Contain("kata reset welcome"));
    }

    [Test]
    public async Task What_does_not_compile_is_reported_in_the_compilers_words()
    {
        var report = await Grade(
            "public sealed class Welcome : ICounter { public int Value => count; public void Increment() { } }");
        Assert.That(report.Verdict, Is.EqualTo(Verdict.DoesNotCompile));
        Assert.That(report.ExitCode, Is.EqualTo(3));
        Assert.That(report.Diagnostics[0].Show("/"), Does.EndWith(
            "Welcome.cs(2,62): error CS0103: The name 'count' does not exist in the current context"));
    }

    [Test]
    public async Task A_class_of_another_name_is_found()
    {
        var report = await Grade(Counter("Visitors"));
        Assert.That(report.Tests[0].Verdict, Is.EqualTo(Verdict.Passed), report.Explanation);
    }

    [Test]
    public async Task Of_two_classes_the_one_with_the_katas_name_is_graded()
    {
        var report = await Grade(Counter("Welcome") + Counter("Helper"));
        Assert.That(report.Tests[0].Verdict, Is.EqualTo(Verdict.Passed), report.Explanation);
    }

    [Test]
    public async Task Two_classes_of_other_names_are_ambiguous()
    {
        var report = await Grade(Counter("One") + Counter("Two"));
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.Tests[0].Text, Does.Contain(
            "2 classes implement ICounter: One, Two. Name the one to grade Welcome."));
    }

    [Test]
    public async Task No_class_at_all_is_explained()
    {
        var report = await Grade("public sealed class Welcome { }");
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.Tests[0].Text, Does.Contain("No class implements ICounter.").And.Contain("kata reset welcome"));
    }

    [Test]
    public async Task A_constructor_that_does_not_fit_is_shown_beside_the_one_that_would()
    {
        var report = await Grade(
            "public sealed class Welcome(int start) : ICounter { public int Value => start; public void Increment() { } }");
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.Tests[0].Text, Does.Contain(
            "lacks the constructor that the contract names: public Welcome(). It has: Welcome(int start)."));
    }

    [Test]
    public async Task Optional_parameters_after_those_of_the_contract_fit()
    {
        var report = await Grade(Counter("Welcome", "(int step = 1)"), stage: 1);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Passed), report.Explanation);
    }

    [TestCase("AppDomain.CurrentDomain.GetAssemblies().Length", "AppDomain.")]
    [TestCase("Type.GetType(\"Katas.Engine.Grading.Grader\") is null ? 0 : 1", "Type.GetType")]
    [TestCase("typeof(ICounter).Assembly.GetTypes().Length", "Type.get_Assembly")]
    [TestCase("typeof(int).GetMethods().Length", "Type.GetMethods")]
    public async Task Reflection_that_could_reach_the_grader_is_refused(string value, string door)
    {
        var report = await Grade(
            $"public sealed class Welcome : ICounter {{ public int Value => {value}; public void Increment() {{ }} }}");
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.ExitCode, Is.EqualTo(1));
        Assert.That(report.Explanation, Does.StartWith($"It uses {door}"));
    }

    [Test]
    public async Task Plain_questions_about_types_are_allowed()
    {
        var report = await Grade(
            "public sealed class Welcome : ICounter { public record Pair(int A); T Make<T>() where T : new() => new(); " +
            "public int Value => GetType().Name.Length + typeof(Pair).Name.Length + Make<List<int>>().Count - 11; " +
            "public void Increment() { _ = new Pair(1) == new Pair(2); } }");
        Assert.That(report.Tests[0].Verdict, Is.EqualTo(Verdict.Passed), report.Explanation);
    }

    [Test]
    public async Task An_unknown_kata_offers_the_nearest()
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcom"), last: true);
        Assert.That(report.ExitCode, Is.EqualTo(4));
        Assert.That(report.Explanation, Is.EqualTo("There is no kata \"welcom\". Did you mean welcome?"));
    }

    [TestCase("mistake:none", "welcome has no mistake \"none\"")]
    [TestCase("alternative:None", "welcome has no alternative \"None\"")]
    [TestCase("other", "\"other\" names no subject")]
    public async Task An_unknown_subject_lists_those_there_are(string subject, string message)
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome", subject), last: true);
        Assert.That(report.ExitCode, Is.EqualTo(4));
        Assert.That(report.Explanation, Does.StartWith(message));
    }

    [Test]
    public async Task A_seed_that_is_none_is_refused_and_not_passed_over()
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome", "reference") { Seed = "zz" }, last: true);
        Assert.That(report.ExitCode, Is.EqualTo(4));
        Assert.That(report.Explanation, Does.StartWith("\"zz\" is no seed."));
    }

    [Test]
    public async Task An_unknown_stage_or_test_lists_those_there_are()
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var stage = await grader.GradeAsync(new GradeRequest("welcome", "reference") { Stage = 9 });
        var test = await grader.GradeAsync(new GradeRequest("welcome", "reference") { Test = "Nonesuch" }, last: true);
        Assert.That(stage.Explanation, Is.EqualTo("welcome has no stage 9. It has stages 1 to 2."));
        Assert.That(test.Explanation, Does.StartWith("welcome has no test \"Nonesuch\". It has: Starts_at_zero"));
    }

    private static string Counter(string name, string parameters = "()") =>
        $$"""

        public sealed class {{name}}{{parameters}} : ICounter
        {
            private int _count;
            public int Value => _count;
            public void Increment() => Interlocked.Increment(ref _count);
        }
        """;

    private static async Task<GradeReport> Grade(string code, int? stage = null)
    {
        using var clone = new TempClone();
        clone.Solution = "namespace Katas.Foundations;\n" + code;
        return await Grade(clone, stage);
    }

    private static async Task<GradeReport> Grade(TempClone clone, int? stage = null)
    {
        using var grader = new Grader(clone.Root);
        return await grader.GradeAsync(new GradeRequest("welcome") { Stage = stage }, last: true);
    }
}
