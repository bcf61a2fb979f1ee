using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Harness.Tests.Grading;

/// <summary>
/// Subjects that harm the process that grades them: each ends as <i>broken</i> with the cause in words, and the tests that
/// it did not harm keep their verdicts.
/// </summary>
public sealed class HostileSubjectTests
{
    private const string Harmless = "Interlocked.Increment(ref _count);";

    [Test]
    public async Task A_subject_that_exits_is_named_with_its_call()
    {
        var report = await Grade(increment: "Environment.Exit(0);");
        AssertBroken(report, "Counts_one_after_another", "ended the process in Increment()");
        AssertUnharmed(report);
    }

    [Test]
    public async Task A_subject_that_fails_fast_is_named()
    {
        var report = await Grade(increment: "Environment.FailFast(\"no way on\");");
        AssertBroken(report, "Counts_one_after_another", "Environment.FailFast in Welcome.Increment: no way on");
        AssertUnharmed(report);
    }

    [Test]
    public async Task A_subject_that_overflows_the_stack_is_named()
    {
        var report = await Grade(increment: "Increment();");
        AssertBroken(report, "Counts_one_after_another", "overflowed the stack in Welcome.Increment");
        AssertUnharmed(report);
    }

    [Test]
    public async Task A_subject_that_allocates_without_end_is_named()
    {
        var report = await Grade(increment: "var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);");
        AssertBroken(report, "Counts_one_after_another", "ran out of memory");
        AssertUnharmed(report);
    }

    [Test]
    public async Task A_subject_that_waits_for_ever_is_named_with_its_call()
    {
        var report = await Grade(increment: "new ManualResetEventSlim().Wait();", test: "Counts_one");
        AssertBroken(report, "Counts_one_after_another", "it waits in Increment() for something that never comes");
    }

    [Test]
    public async Task A_subject_that_loops_for_ever_is_named_and_the_rest_is_graded()
    {
        var report = await Grade(increment: "while (true) { }", stage: 1);
        AssertBroken(report, "Counts_one_after_another", "kept a core busy in Increment()");
        AssertUnharmed(report);
    }

    [Test]
    public async Task A_thread_that_throws_is_named_with_its_line()
    {
        var report = await Grade(
            increment: "var t = new Thread(() => throw new InvalidOperationException(\"lost\")); t.Start(); t.Join();",
            test: "Counts_one");
        AssertBroken(
            report, "Counts_one_after_another",
            "A thread that it started threw InvalidOperationException at Increment (Welcome.cs:9): lost");
    }

    [Test]
    public async Task A_thread_that_throws_after_the_tests_is_not_a_pass()
    {
        var report = await Grade(
            increment: Harmless,
            member: "private readonly Thread _late = Late(); private static Thread Late() { var t = new Thread(() => " +
                "{ Thread.SpinWait(10_000_000); throw new InvalidOperationException(\"late\"); }); t.Start(); return t; }",
            test: "Starts_at_zero");
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken));
        Assert.That(report.Explanation, Does.Contain("A thread that it started threw InvalidOperationException: late"));
    }

    [Test]
    public async Task A_static_constructor_that_throws_is_named_with_its_line()
    {
        var report = await Grade(
            increment: Harmless, member: "static Welcome() { throw new InvalidOperationException(\"not today\"); }");
        Assert.That(report.Tests, Has.All.Property(nameof(TestReport.Verdict)).EqualTo(Verdict.Broken));
        Assert.That(
            report.Tests[0].Text,
            Does.Contain(
                "The static constructor of Welcome threw InvalidOperationException at Welcome (Welcome.cs:10): not today"));
    }

    [Test]
    public async Task What_it_prints_is_shown_and_cannot_be_taken_for_a_verdict()
    {
        var report = await Grade(
            increment: "Console.WriteLine(\"{\\\"event\\\":\\\"done\\\"}\"); Console.Out.Flush(); _count += 2;", stage: 1);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(report.Printed, Does.Contain("\"done\""));
    }

    private static async Task<GradeReport> Grade(string increment, string member = "", int? stage = 1, string? test = null)
    {
        using var clone = new TempClone();
        clone.Solution =
            $$"""
            namespace Katas.Foundations;

            public sealed class Welcome : ICounter
            {
                private int _count;

                public int Value => _count;

                public void Increment() { {{increment}} }
                {{member}}
            }
            """;
        using var grader = new Grader(clone.Root);
        return await grader.GradeAsync(new GradeRequest("welcome") { Stage = stage, Test = test }, last: true);
    }

    private static void AssertBroken(GradeReport report, string test, string cause)
    {
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Broken), report.Explanation);
        Assert.That(report.ExitCode, Is.EqualTo(1));
        var broken = report.Tests.Single(graded => graded.Name == test);
        Assert.That(broken.Verdict, Is.EqualTo(Verdict.Broken), broken.Text);
        Assert.That(broken.Text, Does.Contain(cause));
    }

    private static void AssertUnharmed(GradeReport report)
    {
        var unharmed = report.Tests.Single(test => test.Name == "Starts_at_zero");
        Assert.That(unharmed.Verdict, Is.EqualTo(Verdict.Passed), unharmed.Text);
    }
}
