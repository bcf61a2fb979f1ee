using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Producers and consumers that meet at a <c>BlockingCollection</c>.</summary>
internal sealed class BlockingCollectionTests
{
    [TestCase("_items.Take()", "_items.Add(5)")]
    [TestCase("_items.Take(default)", "_items.Add(5, default)")]
    [TestCase("_items.TryTake(out var x, -1) ? x : 0", "_items.TryAdd(5)")]
    [TestCase("_items.TryTake(out var x, TimeSpan.FromDays(1)) ? x : 0", "_items.TryAdd(5, TimeSpan.FromDays(1))")]
    [TestCase("_items.TryTake(out var x, -1, default) ? x : 0", "_items.TryAdd(5, -1, default)")]
    [TestCase("_items.GetConsumingEnumerable().First()", "_items.Add(5)")]
    [TestCase("_items.GetConsumingEnumerable().Sum()", "_items.Add(5); _items.CompleteAdding()")]
    [TestCase("BlockingCollection<int>.TakeFromAny(All, out var x) == 1 ? x : 0", "_items.Add(5)")]
    [TestCase("BlockingCollection<int>.TryTakeFromAny(All, out var x, 1000) == 1 ? x : 0", "_items.Add(5)")]
    [TestCase("_items.Take()", "if (BlockingCollection<int>.AddToAny([_items], 5) != 0) throw new()")]
    public void What_was_added_is_taken(string take, string add) => Samples.AssertAccepted(Samples.TwoSides(
        $$"""
        private readonly BlockingCollection<int> _empty = new(), _items = new(1);
        private BlockingCollection<int>[] All => [_empty, _items];
        public void Left() { var got = {{take}}; if (got != 5) throw new Exception($"{got}"); }
        public void Right() { {{add}}; }
        """));

    [TestCase("_items.Take()", "_items.CompleteAdding()", ExplorationOutcome.OperationThrew)]
    [TestCase("_items.Add(1)", "_items.CompleteAdding()", ExplorationOutcome.OperationThrew)]
    [TestCase("_items.Add(1); _items.Add(2)", "_items.Take()", ExplorationOutcome.Passed)]
    [TestCase("_items.Add(1); _items.Add(2)", "", ExplorationOutcome.Deadlock)]
    [TestCase("_items.Take()", "", ExplorationOutcome.Deadlock)]
    [TestCase("foreach (var i in _items.GetConsumingEnumerable()) { }", "_items.Add(1)", ExplorationOutcome.Deadlock)]
    [TestCase("if (!_items.TryTake(out _)) throw new()", "_items.Add(1)", ExplorationOutcome.OperationThrew)]
    [TestCase("if (_items.Count > 0) _items.Take()", "_items.Add(1); _items.Take()", ExplorationOutcome.Deadlock)]
    [TestCase("if (!_items.IsCompleted && _items.TryTake(out _, -1)) throw new()", "_items.CompleteAdding()",
        ExplorationOutcome.Passed)]
    [TestCase("BlockingCollection<int>.TakeFromAny([_items], out _)", "_items.CompleteAdding()",
        ExplorationOutcome.OperationThrew)]
    public void Whoever_comes_at_the_wrong_time_waits_or_fails(string left, string right, ExplorationOutcome outcome)
    {
        var result = Samples.TwoSides(
            $$"""
            private readonly BlockingCollection<int> _items = new(1);
            public void Left() { {{left}}; }
            public void Right() { {{right}}; }
            """);
        Assert.That(result.Outcome, Is.EqualTo(outcome), result.Reason + result.Failure);
    }
}
