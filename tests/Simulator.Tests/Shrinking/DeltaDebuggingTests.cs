using Katas.Engine.Simulation.Shrinking;

namespace Katas.Simulation.Tests.Shrinking;

/// <summary>Taking things away until no single one can go.</summary>
public sealed class DeltaDebuggingTests
{
    private int _runs;

    [TestCase(17, new[] { 3, 11 })]
    [TestCase(17, new[] { 0, 16 })]
    [TestCase(100, new[] { 50 })]
    [TestCase(40, new[] { 1, 2, 3, 37 })]
    [TestCase(1, new[] { 0 })]
    public void Just_what_it_takes_is_left(int count, int[] needed)
    {
        var left = Minimize(count, items => needed.All(items.Contains));
        Assert.That(left, Is.EqualTo(needed));
        Assert.That(_runs, Is.LessThan(4 * needed.Length * (2 + Math.Log2(count))), "runs");
    }

    [Test]
    public void What_needs_nothing_is_told_by_one_run()
    {
        Assert.That(Minimize(1000, _ => true), Is.Empty);
        Assert.That(_runs, Is.EqualTo(1));
    }

    [Test]
    public void Where_one_of_two_is_enough_one_is_left() =>
        Assert.That(Minimize(9, items => items.Contains(2) || items.Contains(7)), Has.Count.EqualTo(1));

    [Test]
    public void No_single_one_can_go_though_failing_is_not_monotonic()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, 6).Select(_ => random.Next(1 << 10)).Append((1 << 10) - 1).ToHashSet();
            var left = Minimize(10, items => bad.Contains(items.Sum(item => 1 << item)));
            Assert.That(bad, Does.Contain(left.Sum(item => 1 << item)), $"seed {seed}");
            if (left.Count < 2) continue;
            foreach (var item in left)
                Assert.That(bad, Does.Not.Contain(left.Sum(other => 1 << other) - (1 << item)), $"seed {seed}");
        }
    }

    private IReadOnlyList<int> Minimize(int count, Func<IReadOnlyList<int>, bool> fails) => DeltaDebugging.Minimize(
        Enumerable.Range(0, count).ToList(), items =>
        {
            _runs++;
            return fails(items) ? items : null;
        });

    [SetUp]
    public void Begin() => _runs = 0;
}
