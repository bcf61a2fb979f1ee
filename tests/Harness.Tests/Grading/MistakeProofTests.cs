using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Grading;

/// <summary>The check on mistakes can fail: each way in which an entry of MISTAKES.md can be wrong is seen.</summary>
public sealed class MistakeProofTests
{
    private const string Reference = "    public void Increment() => Interlocked.Increment(ref _count);";

    [Test]
    public async Task A_mistake_that_the_named_test_rejects_is_proven() =>
        Assert.That(await Problem("Counts_one_after_another", $"-{Reference}\n+    public void Increment() {{ }}"), Is.Null);

    [Test]
    public async Task A_diff_that_does_not_apply_is_seen() =>
        Assert.That(await Problem("Counts_one_after_another", "-    no such line\n+    other"),
            Does.StartWith("The diff no longer applies"));

    [Test]
    public async Task A_diff_that_changes_nothing_is_seen() =>
        Assert.That(await Problem("Counts_one_after_another", $"-{Reference}\n+{Reference}"),
            Is.EqualTo("A hunk changes nothing."));

    [Test]
    public async Task A_diff_that_does_not_compile_is_seen() =>
        Assert.That(await Problem("Counts_one_after_another", $"-{Reference}\n+    public void Increment() => nonsense;"),
            Does.StartWith("it does not compile: CS"));

    [Test]
    public async Task A_mistake_that_only_another_test_rejects_is_seen() =>
        Assert.That(await Problem("Starts_at_zero", $"-{Reference}\n+    public void Increment() {{ }}"),
            Does.StartWith("Starts_at_zero does not reject it, but says Passed; these do: Counts_one_after_another"));

    [Test]
    public async Task A_mistake_that_no_test_rejects_is_seen() =>
        Assert.That(
            await Problem("Starts_at_zero", $"-{Reference}\n+    public void Increment() => Interlocked.Add(ref _count, 1);"),
            Is.EqualTo("no test rejects it; Starts_at_zero says Passed"));

    [Test]
    public async Task A_test_that_does_not_exist_is_seen() =>
        Assert.That(await Problem("Nonesuch", $"-{Reference}\n+    public void Increment() {{ }}"),
            Is.EqualTo("the spec has no test Nonesuch"));

    private static async Task<string?> Problem(string caughtBy, string diff)
    {
        using var clone = new TempClone();
        File.WriteAllText(
            clone.Welcome.MistakesFile,
            $"# Mistakes\n\n## planted\n*Caught by* `{caughtBy}`.\n\nWhy.\n\n```diff\n{diff}\n```\n");
        var mistake = MistakeBook.Read(clone.Welcome).Single();
        using var grader = new Grader(clone.Root);
        var report = await grader.GradeAsync(new GradeRequest("welcome", "mistake:planted"), last: true);
        return MistakeProof.Problem(mistake, report);
    }
}
