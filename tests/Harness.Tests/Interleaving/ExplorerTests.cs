using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Two increments of a counter: which counters survive every interleaving.</summary>
internal sealed class CounterTests
{
    [Test]
    public void An_unprotected_increment_loses_an_update()
    {
        var result = Explore(
            """
            public class Sample : ICounter
            {
                private int _n;
                public int Value => _n;
                public void Increment() => _n++;
            }
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.PropertyBroken));
        Assert.That(InterleavingTable.Render(result), Is.EqualTo("x"));
    }

    [Test]
    public void A_lock_is_accepted()
    {
        var result = Explore(
            """
            public class Sample : ICounter
            {
                private readonly object _gate = new();
                private int _n;
                public int Value => _n;
                public void Increment() { lock (_gate) { _n++; } }
            }
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed));
        Assert.That(result.Complete, Is.True);
        Assert.That(result.Schedules, Is.EqualTo(0));
    }

    private static ExplorationResult Explore(string source)
    {
        using var twin = SampleProgram.Compile(source);
        return Explorer.Explore(
            twin, twin.New<ICounter>,
            [new ThreadOperation<ICounter>("Increment", c => c.Increment()), new("Increment", c => c.Increment())],
            c => Assert.That(c.Value, Is.EqualTo(2)));
    }
}
