namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>What learners build their states of.</summary>
public sealed class ValueTypeTests
{
    [Test]
    public void Sets_are_equal_whatever_the_order_of_their_additions()
    {
        ValueSet<string> one = ["b", "a", "B"], other = ValueSet<string>.Empty.Add("a").Add("B").Add("b").Add("b");
        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(one.ToString(), Is.EqualTo("{B, a, b}"), "ordinal order");
        Assert.That(one.Remove("a").Union(["a"]), Is.EqualTo(one));
        Assert.That(one.Contains("a") && !one.Contains("c"));
    }

    [Test]
    public void Lists_are_equal_by_their_items_in_order()
    {
        ValueList<int> one = [1, 2, 3];
        Assert.That(one.Equals([1, 2, 3]) && !one.Equals([1, 3, 2]) && one.GetHashCode() == ValueList.Of(1, 2, 3).GetHashCode());
        Assert.That(one.SetItem(1, 9).ToString(), Is.EqualTo("[1, 9, 3]"));
        Assert.That(one.RemoveAt(0).Add(4), Is.EqualTo(new[] { 2, 3, 4 }));
    }

    [Test]
    public void Maps_are_equal_by_keys_and_values()
    {
        var one = ValueMap<NodeId, string>.Empty.Set(new("n2"), "x").Set(new("n1"), "y");
        var other = ValueMap<NodeId, string>.Empty.Set(new("n1"), "z").Set(new("n2"), "x").Set(new("n1"), "y");
        Assert.That(one.Equals(other) && one.GetHashCode() == other.GetHashCode());
        Assert.That(one.ToString(), Is.EqualTo("{n1: y, n2: x}"));
        Assert.That(one.Remove(new("n1")).Keys.Single().Name, Is.EqualTo("n2"));
        Assert.That(() => one[new("n3")], Throws.TypeOf<KeyNotFoundException>());
    }
}
