using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Harness.Tests.Reporting;

/// <summary>The text of every verdict is part of the product: it is kept as a snapshot.</summary>
public sealed class VerdictTextTests
{
    [Test]
    public Task Failed_with_an_interleaving() => VerifyText(
        "private int _count; public int Value => _count;\n    public void Increment() => _count++;", "No_increment_is_lost");

    [Test]
    public Task Failed_with_the_calls_that_led_there() => VerifyText(
        "private int _count; public int Value => _count;\n    public void Increment() => _count = 1;", "Counts_one");

    [Test]
    public Task Failed_by_a_deadlock() => VerifyText(
        """
        private readonly object _a = new(), _b = new(); private int _turn, _count;
            public int Value => _count;
            public void Increment()
            {
                var (first, second) = Interlocked.Increment(ref _turn) % 2 == 0 ? (_a, _b) : (_b, _a);
                lock (first)
                    lock (second)
                        _count++;
            }
        """, "No_increment_is_lost");

    [Test]
    public Task Failed_by_an_exception() => VerifyText(
        "public int Value => 0;\n    public void Increment() => throw new FormatException(\"not a number\");", "Counts_one");

    [Test]
    public Task Failed_because_a_part_is_not_written() => VerifyText(
        "public int Value => 0;\n    public void Increment() => throw new NotImplementedException();", "Counts_one");

    [Test]
    public Task Broken_by_a_hang() => VerifyText(
        "public int Value => 0;\n    public void Increment() => new ManualResetEventSlim().Wait();", "Counts_one");

    [Test]
    public Task Broken_by_an_exit() => VerifyText(
        "public int Value => 0;\n    public void Increment() => Environment.Exit(0);", "Counts_one");

    [Test]
    public Task Broken_by_a_stack_overflow() => VerifyText(
        "public int Value => 0;\n    public void Increment() => Increment();", "Counts_one");

    [Test]
    public Task Broken_by_a_thread_that_throws() => VerifyText(
        """
        public int Value => 0;
            public void Increment()
            {
                var t = new Thread(() => throw new FormatException("nobody sees this"));
                t.Start();
                t.Join();
            }
        """, "Counts_one");

    [Test]
    public Task Broken_by_a_static_constructor() => VerifyText(
        "static Welcome() => throw new FormatException(\"bad settings\");\n    public int Value => 0;\n" +
        "    public void Increment() { }", "Counts_one");

    [Test]
    public Task Broken_without_a_constructor() => VerifyText(
        "public Welcome(string name) { }\n    public int Value => 0;\n    public void Increment() { }", "Counts_one");

    [Test]
    public async Task To_do()
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome") { Stage = 1 }, last: true);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.ToDo));
        await Verify(report.Tests[0].Text);
    }

    [Test]
    public async Task Passed_prints_its_statistics()
    {
        using var clone = new TempClone();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome", "reference"), last: true);
        Assert.That(report.Verdict, Is.EqualTo(Verdict.Passed));
        await Verify(string.Join('\n', report.Tests.Select(test => $"{test.Name}: {test.Statistics}")));
    }

    [Test]
    public async Task Does_not_compile()
    {
        using var clone = new TempClone();
        clone.Solution = "namespace Katas.Foundations;\npublic class Welcome : ICounter { int x = \"\" }";
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome"), last: true);
        await Verify(string.Join('\n', report.Diagnostics.Select(finding => finding.Show(clone.Root))));
    }

    private static async Task VerifyText(string members, string test)
    {
        using var clone = new TempClone();
        clone.Solution =
            $"namespace Katas.Foundations;\n\npublic sealed class Welcome : ICounter\n{{\n    {members}\n}}\n";
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome") { Test = test }, last: true);
        Assert.That(report.Verdict, Is.AnyOf(Verdict.Failed, Verdict.Broken), report.Explanation);
        await Verify(report.Tests[0].Text);
    }
}
