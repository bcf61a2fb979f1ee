using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Grading;

/// <summary>The check on the line "Seen by" can fail, in both directions.</summary>
public sealed class SightProofTests
{
    private const string Reference = "    public void Increment() => Interlocked.Increment(ref _count);";

    /// <summary>KATA0001 speaks of the lock, whatever other rules there are.</summary>
    private const string LocksItself = "    public void Increment() { lock (this) Interlocked.Increment(ref _count); }";

    private static readonly SightProof Sight = new(
        System.Reflection.Assembly.Load("Katas.Specs"), Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll"));

    [Test]
    public async Task A_mistake_that_names_the_rule_which_reports_is_right() =>
        Assert.That(await Problem("\n*Seen by* KATA0001.", LocksItself), Is.Null);

    [Test]
    public async Task A_mistake_that_no_rule_sees_and_names_none_is_right() =>
        Assert.That(await Problem("", "    public void Increment() { }"), Is.Null);

    [Test]
    public async Task A_rule_that_reports_and_is_not_named_is_shown_with_its_line() =>
        Assert.That(
            await Problem("", LocksItself),
            Does.Match(@"^planted does not name KATA0001, which reports
    reference.Foundations.Welcome.Welcome\.cs\(16,37\): warning KATA0001: .*
    public void Increment\(\) { lock \(this\) Interlocked\.Increment\(ref _count\); }
Write: \*Seen by\* KATA0001\.$".ReplaceLineEndings("\n")));

    [Test]
    public async Task A_rule_that_is_named_and_does_not_report_is_told() =>
        Assert.That(
            await Problem("\n*Seen by* KATA0001.", "    public void Increment() { }"),
            Is.EqualTo("planted names KATA0001, which does not report.\nWrite no line *Seen by*."));

    [Test]
    public async Task Both_at_once_are_told() =>
        Assert.That(
            await Problem("\n*Seen by* KATA0203.", LocksItself),
            Does.StartWith("planted does not name KATA0001").And.Contains("planted names KATA0203, which does not report.")
                .And.EndsWith("Write: *Seen by* KATA0001."));

    [Test]
    public async Task A_mistake_that_does_not_compile_is_told() =>
        Assert.That(await Problem("", "    public void Increment() => nonsense;"),
            Does.StartWith("planted does not compile: CS"));

    private static async Task<string?> Problem(string seenBy, string line)
    {
        using var clone = new TempClone();
        File.WriteAllText(
            clone.Welcome.MistakesFile,
            $"# Mistakes\n\n## planted\n*Caught by* `Starts_at_zero`.{seenBy}\n\nWhy.\n\n```diff\n-{Reference}\n+{line}\n```\n");
        return await Sight.ProblemAsync(clone.Welcome, MistakeBook.Read(clone.Welcome).Single());
    }
}
