using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>
/// Each way in which a mutant of <c>welcome</c> can end has a name of its own; only a failed promise is a kill.
/// </summary>
public sealed class MutantFateTests
{
    private const string Increment = "Interlocked.Increment(ref _count)";
    private const string Field = "private int _count;";

    private static readonly Kata Welcome = Catalogue.Open(KataRoot.Current).Get("welcome");
    private static readonly string Source = File.ReadAllText(Path.Combine(Welcome.ReferenceFolder, "Welcome.cs"));

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("mutants ").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_lost_update_is_killed_by_a_test_that_explores()
    {
        var result = await TryAsync(Increment, "_count++");
        Assert.That((result.Fate, result.By), Is.EqualTo((MutantFate.Killed, "No_increment_is_lost")));
        Assert.That(result.Text, Does.Contain("no increment is lost"));
    }

    [Test]
    public async Task What_no_test_notices_survives() => Assert.That(
        await FateAsync("Volatile.Read(ref _count)", "Volatile.Read(ref _count) + 0 * Environment.TickCount"),
        Is.EqualTo(MutantFate.Survived));

    [TestCase(Increment, "/* a comment */ Interlocked.Increment(ref _count)")]
    [TestCase(Increment, "Interlocked.Increment(ref this._count)")]
    public async Task What_compiles_to_the_same_program_is_no_mutant(string original, string replacement) =>
        Assert.That(await FateAsync(original, replacement), Is.EqualTo(MutantFate.SameCode));

    [Test]
    public async Task What_does_not_compile_is_no_mutant()
    {
        var result = await TryAsync(Increment, "Interlocked.Increment(ref _nothing)");
        Assert.That(result.Fate, Is.EqualTo(MutantFate.DoesNotCompile));
        Assert.That(result.Text, Does.StartWith("CS0103"));
    }

    [TestCase("new ManualResetEvent(false).WaitOne();", MutantFate.TimedOut)]
    [TestCase("new List<Welcome>().Add(new Welcome());", MutantFate.Crashed)]
    [TestCase("Environment.Exit(0);", MutantFate.Crashed)]
    [TestCase("Environment.FailFast(null);", MutantFate.Crashed)]
    [TestCase("var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);", MutantFate.OutOfMemory)]
    public async Task What_harms_the_process_before_a_test_can_fail_has_its_own_name(string constructor, MutantFate fate) =>
        Assert.That(await FateAsync(Field, $"{Field} public Welcome() {{ {constructor} }}"), Is.EqualTo(fate));

    /// <summary>It crashes in one test and breaks a promise in another: the promise counts.</summary>
    [Test]
    public async Task A_crash_does_not_hide_a_failure()
    {
        var result = await TryAsync(Increment, "if (++_count == 3) Environment.Exit(0)", isStatement: true);
        Assert.That((result.Fate, result.By), Is.EqualTo((MutantFate.Killed, "No_increment_is_lost")));
    }

    private async Task<MutantFate> FateAsync(string original, string replacement) =>
        (await TryAsync(original, replacement)).Fate;

    private async Task<MutantResult> TryAsync(string original, string replacement, bool isStatement = false)
    {
        if (isStatement) (original, replacement) = ($"=> {original};", $"{{ {replacement}; }}");
        var edit = new SourceEdit(
            "reference/Foundations/Welcome/Welcome.cs",
            Source.IndexOf(original, StringComparison.Ordinal), original.Length, replacement);
        var mutant = new Mutant("by-hand-000001", "by-hand", MutantOrigin.Concurrency, 1, original, edit);
        using var grader = new Grader(KataRoot.Current);
        var made = await grader.FindMutantsAsync(new("welcome", "reference"));
        var plan = new MutationPlan(Welcome, SubjectName.Reference, made.CodeSum, [mutant]);
        var run = new MutationRun(() => new Grader(KataRoot.Current), new(Path.Combine(_folder, "results.jsonl"), "s", "t"), 1);
        return (await run.RunAsync(plan)).Single();
    }
}
