using Katas.Engine.Interleaving;
using Katas.Engine.Reporting;
using Katas.Engine.Specs;
using Katas.Harness.Tests.Interleaving;
using NUnit.Framework.Internal;

namespace Katas.Harness.Tests.Reporting;

/// <summary>A person names one schedule; the exploration that it is of runs that one, and the others run as ever.</summary>
public sealed class ReplayingTests
{
    private const string Lossy = "private int _n; public int Value => _n; public void Increment() => _n++;";
    private const string Right = "private int _n; public int Value => _n; "
        + "public void Increment() => Interlocked.Increment(ref _n);";

    private TempClone _clone = null!;
    private GradedStub _graded = null!;

    [SetUp]
    public void Begin()
    {
        _clone = new TempClone();
        _graded = new GradedStub(_clone);
    }

    [TearDown]
    public void End()
    {
        Environment.SetEnvironmentVariable(ReplayName.Variable, null);
        _clone.Dispose();
    }

    [Test]
    public void The_named_exploration_runs_one_schedule()
    {
        var found = Failure(Lossy, number: 2);
        Assert.That(found.Exploration!.Schedules, Is.GreaterThan(1));

        Ask(found);
        var again = Failure(Lossy, number: 2);
        Assert.That(again.Exploration!.Schedules, Is.EqualTo(1));
        Assert.That(again.Table, Is.EqualTo(found.Table));
        Assert.That(again.Replay, Is.EqualTo(found.Replay));
    }

    [Test]
    public void The_tests_other_explorations_search_as_ever()
    {
        Ask(Failure(Lossy, number: 2));
        Assert.That(Failure(Lossy, number: 1).Exploration!.Schedules, Is.GreaterThan(1));
    }

    [Test]
    public void A_comment_more_changes_nothing()
    {
        Ask(Failure(Lossy));
        var again = Failure("// A comment.\n" + Lossy);
        Assert.That((again.Exploration!.Schedules, again.Exploration.ReplayDifference), Is.EqualTo((1, (string?)null)));
    }

    [Test]
    public void Code_that_was_mended_has_no_such_schedule()
    {
        Ask(Failure(Lossy));
        Assert.That(() => Judge(Right), Throws.TypeOf<InconclusiveException>().With.Message.StartsWith(
            "This schedule does not exist any more: the code has changed. It has 2 decisions, and now"));
    }

    [Test]
    public void Other_steps_are_noticed_though_every_decision_can_be_made()
    {
        Ask(Failure(Lossy));
        var again = Failure("private int _m, _n; public int Value => _n; public void Increment() { _m++; _n++; }");
        Assert.That(again.Found, Does.Contain("This is not the schedule that was asked for: the code has changed."));
    }

    [Test]
    public void What_names_no_schedule_is_inconclusive_and_said()
    {
        Environment.SetEnvironmentVariable(ReplayName.Variable, "welcome");
        Assert.That(() => Judge(Lossy), Throws.TypeOf<InconclusiveException>().With.Message.StartsWith(
            "KATAS_REPLAY: \"welcome\" names no schedule and no run."));
    }

    [Test]
    public void A_deadlock_replays_with_its_stacks()
    {
        var result = Deadlock(new ExplorationOptions());
        var again = Deadlock(new ExplorationOptions { Replay = result.Replay });
        Assert.That(again.Blocked.Select(blocked => blocked.Stack), Is.EqualTo(result.Blocked.Select(blocked => blocked.Stack)));
        Assert.That((again.Reason, again.ReplayDifference), Is.EqualTo((result.Reason, (string?)null)));
        Assert.That(result.Blocked, Has.Count.EqualTo(2));
    }

    private static ExplorationResult Deadlock(ExplorationOptions options) => Samples.TwoSides(
        """
        private readonly Lock _a = new(), _b = new();
        public void Left() { lock (_a) lock (_b) { } }
        public void Right() { lock (_b) lock (_a) { } }
        """, options: options);

    private void Ask(PropertyFailedException found) => Environment.SetEnvironmentVariable(
        ReplayName.Variable, FailureText.Schedule(_graded, found)!.ToString());

    private PropertyFailedException Failure(string members, int number = 1)
    {
        try
        {
            Judge(members, number);
        }
        catch (PropertyFailedException failed)
        {
            return failed;
        }

        throw new AssertionException("It passed.");
    }

    private void Judge(string members, int number = 1)
    {
        using var twin = SampleProgram.Compile(Samples.Counter(members));
        var increment = new ThreadOperation<ICounter>("Increment", c => c.Increment());
        new ExplorationVerdict(_graded, number).Judge(
            twin, new SmallTest<ICounter>(twin.New<ICounter>, [increment, increment], Samples.ExpectTwo));
    }
}
