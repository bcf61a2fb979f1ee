using System.Text.RegularExpressions;

namespace Katas.Tidy.Tests;

/// <summary>What must not be anywhere: each rule says what to use instead.</summary>
public sealed partial class AbsenceTests
{
    private static readonly (string Pattern, string Instead)[] Banned =
    [
        (@"\bThread\.Sleep\(", "VirtualTime.Advance, or wait for what you wait for"),
        (@"\bTask\.Delay\([^,()]*\)", "Task.Delay with a TimeProvider"),
        (@"\bDateTime(Offset)?\.(Utc)?Now\b", "TimeProvider"),
        (@"\bRandom\.Shared\b|\bnew Random\(\)", "a seeded Random"),
        (@"\bGuid\.NewGuid\(", "an id from the seeded Random"),
        (@"\basync void\b", "async Task"),
    ];

    /// <summary>Real time that is not a measure of anything: each place with its reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["harness/engine/Interleaving/Hooks/SleepHooks.cs"] = "outside a schedule the hook calls what it replaces",
        ["tests/Harness.Tests/Interleaving/EventTests.cs"] = "programs that read the time, which is virtual",
        ["tests/Harness.Tests/Interleaving/StartedThreadTests.cs"] = "programs that sleep, in virtual time",
        ["tests/Harness.Tests/Interleaving/TimeTests.cs"] = "programs that sleep and read the time, which is virtual",
        ["tests/Simulator.Tests/Escapes/Programs/HangingPrograms.cs"] = "nodes that block, to see them named",
        ["tests/Simulator.Tests/Escapes/Programs/RealPrograms.cs"] = "nodes with real time and chance, to see them refused",
        ["tests/Simulator.Tests/Escapes/Programs/StayingTasks.cs"] = "the conformance row of async void",
        ["tests/Simulator.Tests/Escapes/Programs/VoidPrograms.cs"] = "a node whose async void method throws",
        ["harness/engine/Time/PoolRest.cs"] = "lends the pool's threads the core; bounded, and no verdict depends on it",
        ["tests/Servers.Tests/Stores/RealTime.cs"] = "a real server's time to live passes in real time; who waited looks again",
    };

    private static IEnumerable<string> Code =>
        new[] { "harness", "reference", "tests", "analyzers" }.SelectMany(folder => House.Files(folder, "*.cs"))
            .Where(file => !Allowed.ContainsKey(file));

    [Test]
    public void Nothing_sleeps_reads_a_real_clock_or_draws_unseeded_numbers() =>
        Assert.That(Code.SelectMany(file => Findings(file, House.Lines(file))), Is.Empty);

    /// <summary>The rules above, seen to find what they are for.</summary>
    [TestCase("Thread.Sleep(10);")]
    [TestCase("await Task.Delay(100);")]
    [TestCase("var now = DateTime.UtcNow;")]
    [TestCase("var x = new Random();")]
    [TestCase("private async void Run() { }")]
    public void A_planted_line_is_found(string line) => Assert.That(Findings("planted.cs", [line]), Is.Not.Empty);

    [Test]
    public void Nothing_that_a_learner_opens_reaches_the_reference()
    {
        var files = House.Files("katas", "*.*proj").Concat(House.Files("katas", "*.cs"))
            .Concat(House.Files("tests/grading", "*.*"))
            .Append("Practice.slnf").Append("eng/Track.props").Append("eng/Grading.props");
        Assert.That(files.Where(file => ReachesReference().IsMatch(House.Text(file))), Is.Empty);
    }

    [TestCase("<ProjectReference Include=\"../../reference/X/X.csproj\" />", ExpectedResult = true)]
    [TestCase("using Katas.Reference.Concurrency;", ExpectedResult = true)]
    [TestCase("<ProjectReference Include=\"x.csproj\" />", ExpectedResult = false)]
    public bool A_planted_reference_is_found(string text) => ReachesReference().IsMatch(text);

    private static IEnumerable<string> Findings(string file, IEnumerable<string> lines) =>
        from line in lines.Select((text, i) => (Text: WithoutStringsAndComments(text), Number: i + 1))
        from banned in Banned
        where Regex.IsMatch(line.Text, banned.Pattern)
        select $"{file}:{line.Number}: {line.Text.Trim()}. Use {banned.Instead}.";

    private static string WithoutStringsAndComments(string line) => StringOrComment().Replace(line, "");

    [GeneratedRegex("""("([^"\\]|\\.)*")|(//.*$)""")]
    private static partial Regex StringOrComment();

    [GeneratedRegex(@"[\\/]reference[\\/]|Katas\.Reference")]
    private static partial Regex ReachesReference();
}
