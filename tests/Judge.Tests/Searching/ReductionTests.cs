using Katas.Engine.Linearizability.Searching;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Searching;

/// <summary>No reduction of the search ever changes a verdict: alone, together, on every type of object.</summary>
public sealed class ReductionTests
{
    private const int Slice = 300;

    private static readonly Reductions[] Uses =
    [
        Reductions.None,
        Reductions.ReadOnlyAtOnce,
        Reductions.MostUrgentOfClass,
        Reductions.CommutingNeighbours,
        Reductions.IdleEndless,
        Reductions.LookAhead,
        Reductions.All & ~Reductions.LookAhead,
        Reductions.All,
    ];

    /// <summary>Where the search gives up, the last few operations may prove a violation: never one that is none.</summary>
    [Test]
    public void What_is_refuted_by_a_few_operations_is_a_violation(
        [Values("register", "cas-register", "mutex", "set", "semaphore")] string type)
    {
        var count = Fuzz.Count(2 * Slice);
        var (refuted, disagreement) = SearchFuzz.Refute(type, 1, count);
        Assert.That(disagreement, Is.Empty);
        Assert.That(refuted, Is.GreaterThan(count / 60));
    }

    [Test]
    public void Every_reduction_agrees_with_the_plain_search(
        [ValueSource(typeof(SimulatedObject), nameof(SimulatedObject.Types))] string type)
    {
        var count = Fuzz.Count(Slice);
        foreach (var (use, i) in Uses.Select((use, i) => (use, i)))
        {
            var (violations, disagreement) = SearchFuzz.Run(type, use, 1 + (i * count), count);
            Assert.That(disagreement, Is.Empty);
            Assert.That(violations, Is.InRange(count / 20, count * 19 / 20), "both verdicts must be met often");
        }
    }
}
