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
