using Katas.Engine.Interleaving;
using Katas.Engine.Specs;
using Katas.Harness.Tests.Interleaving;

namespace Katas.Harness.Tests.Reporting;

/// <summary>What the explorer does not control is run on real threads, and the verdict says that it was only run.</summary>
public sealed class StressTests
{
    private const string OldLock =
        """
        private readonly ReaderWriterLock _gate = new();
        private int _n;
        public int Value => _n;
        public void Increment() => Interlocked.Increment(ref _n);
        """;

    [Test]
    public void What_passes_is_labelled()
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        Judge(graded, OldLock, Samples.ExpectTwo);
        Assert.That(graded.Statistics, Has.Count.EqualTo(1));
        Assert.That(graded.Statistics[0], Does.Match(
            @"^\d+ schedules? and 200 runs on real threads\. Stress only: new ReaderWriterLock at Sample\.cs:2 "
            + @"is not controlled; use ReaderWriterLockSlim instead\.$"));
    }

    [Test]
    public void A_call_that_no_schedule_came_to_needs_no_stress()
    {
        using var clone = new TempClone();
        var graded = new GradedStub(clone);
        Judge(graded, "public void Old() => new ReaderWriterLock().AcquireReaderLock(0);\nprivate int _n;\n"
            + "public int Value => _n; public void Increment() => Interlocked.Increment(ref _n);", Samples.ExpectTwo);
        Assert.That(graded.Statistics[0], Does.EndWith("all interleavings explored."));
    }

    [Test]
    public void What_fails_says_that_it_was_found_on_real_threads()
    {
        using var clone = new TempClone();
        var runs = 0;
        var failed = Assert.Throws<PropertyFailedException>(() => Judge(new GradedStub(clone), OldLock, _ =>
        {
            // The schedules come first, and there are fewer of them.
            if (++runs == 150) throw new PropertyFailedException("the counter is 2", "It is 1.");
        }))!;
        Assert.That(failed.Found, Does.Match("^Found in run [0-9]+ on real threads")
            .And.Contains("Stress only: new ReaderWriterLock"));
        Assert.That(failed.Replay, Is.Null);
    }

    [Test]
    public void A_run_that_comes_to_no_end_is_no_deadlock()
    {
        using var never = new ManualResetEventSlim();
        var ended = StressRuns.Try<object>(() => new(), [_ => never.Wait()], _ => { });
        never.Set();
        Assert.That(ended, Is.EqualTo(((int, Exception?)?)(1, null)));
    }

    [Test]
    public void The_number_of_runs_is_bounded()
    {
        var (created, ran, checks) = (0, 0, 0);
        var ended = StressRuns.Try<object>(
            () => { created++; return new(); }, [_ => Interlocked.Increment(ref ran), _ => Interlocked.Increment(ref ran)],
            _ => checks++);
        Assert.That((ended, created, ran, checks), Is.EqualTo((((int, Exception?)?)null, 200, 400, 200)));
    }

    private static void Judge(GradedStub graded, string members, Action<ICounter> check)
    {
        using var twin = SampleProgram.Compile(Samples.Counter(members));
        var increment = new ThreadOperation<ICounter>("Increment", c => c.Increment());
        new ExplorationVerdict(graded, 1).Judge(
            twin, new SmallTest<ICounter>(twin.New<ICounter>, [increment, increment], check));
    }
}
