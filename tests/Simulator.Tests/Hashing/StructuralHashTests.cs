using System.Collections.Immutable;
using System.Globalization;
using Katas.Engine.Simulation.Running;

namespace Katas.Simulation.Tests.Hashing;

/// <summary>Equal content has equal sums, in every process; a change anywhere inside is seen.</summary>
public sealed class StructuralHashTests
{
    private enum Role
    {
        Follower, Leader,
    }

    /// <summary>Computed once and pinned: another order of dictionaries or another seed of strings would show here.</summary>
    [Test]
    public void Sums_are_the_same_in_every_process()
    {
        Assert.That(Sums().Select(sum => sum.ToString("x16", CultureInfo.InvariantCulture)), Is.EqualTo(new[]
        {
            "5851f42d4c957f2d", "62cd2420014c8b9a", "6239ad56e95d6946", "8ceb54ce8e38a9ce",
            "43276c8cd69166cb", "fe38e3ecea962364", "7b8fbd86d0838264", "7fc410657e34c1da",
            "f78447534f8addab", "fb21bf01d3e0f6cd", "181bd26ad60a0c4f", "700d151b5b7298e5",
            "d14437ca029d52f5", "b3a6fdc4f0b4b605",
        }));
    }

    [Test]
    public void Equal_content_has_equal_sums()
    {
        Assert.That(Of(Message()), Is.EqualTo(Of(Message())));
        Assert.That(Of(new List<int>(50) { 1, 2 }), Is.EqualTo(Of(new List<int> { 1, 2 })), "room to grow is no content");
        Assert.That(Of(Reversed(["a", "b", "c"])), Is.EqualTo(Of(Reversed(["c", "b", "a"]))), "dictionaries have no order");
        Assert.That(Of(ImmutableHashSet.Create("a", "b")), Is.EqualTo(Of(ImmutableHashSet.Create("b", "a"))));
        Assert.That(Of(new HashSet<string> { "a", "b" }), Is.EqualTo(Of(new HashSet<string> { "b", "a" })));

        static Dictionary<string, int> Reversed(string[] keys) => keys.ToDictionary(key => key, key => (int)key[0]);
    }

    [Test]
    public void Different_content_has_different_sums()
    {
        object?[] all =
        [
            null, 0, 1, 0L, false, true, "", "a", "ab", "ba", 'a', 1.0, 1.5, 1m, 2m, Role.Follower, Role.Leader,
            new NodeId("n1"), new NodeId("n2"), new DateTime(5), new DateTime(6), TimeSpan.Zero, TimeSpan.FromTicks(1),
            Guid.Empty, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new int[] { 1, 2 }, new int[] { 2, 1 },
            new int[] { 1 }, new byte[] { 1, 2, 3 }, new byte[] { 1, 2, 4 }, new int[,] { { 1, 2 } },
            new int[,] { { 1 }, { 2 } }, new List<int> { 1, 2 }, new List<int> { 2, 1 }, new HashSet<int> { 1 },
            new HashSet<int> { 2 }, new Queue<int>([1, 2]), new Queue<int>([2, 1]),
            new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 },
            ImmutableArray.Create(1, 2), ImmutableArray.Create(2, 1), ImmutableList.Create(1, 2),
            ImmutableList.Create(2, 1), (1, "a"), (1, "b"), Tuple.Create(1, 2), Tuple.Create(2, 1), new Version(1, 2),
            new Version(1, 3), new object(), new Vote(1, "a"), new Vote(1, "b"), new Veto(1, "a"), new Derived(1, "a", 0),
            new Derived(1, "a", 1), new Holder(new Vote(1, "a")), new Holder(new Veto(1, "a")),
            new ReadOnlyMemory<byte>([1, 2]), new ReadOnlyMemory<byte>([2, 1]), new InvalidOperationException("a"),
            new InvalidOperationException("b"), (int?)7,
        ];
        Assert.That(all.Select(Of), Is.Unique);
    }

    [Test]
    public void A_change_deep_inside_is_seen()
    {
        var message = Message();
        var before = Of(message);
        message.Entries[1].Tags["x"][0]++;
        Assert.That(Of(message), Is.Not.EqualTo(before));
    }

    [Test]
    public void Values_that_hold_themselves_come_to_an_end()
    {
        var ring = new Ring { Number = 1 };
        (ring.Left, ring.Right) = (ring, ring);
        var other = new Ring { Number = 2 };
        (other.Left, other.Right) = (other, other);
        Assert.That(Of(ring), Is.EqualTo(Of(ring)).And.Not.EqualTo(Of(other)));
    }

    [Test]
    public void What_a_class_of_the_framework_hides_is_no_content()
    {
        var source = new TaskCompletionSource();
        var before = Of(new Holder(source));
        source.SetResult();
        Assert.That(Of(new Holder(source)), Is.EqualTo(before));
        Assert.That(Of((Action)(() => { })), Is.EqualTo(Of((Action)(() => GC.KeepAlive(source)))));
    }

    private static ulong[] Sums() =>
    [
        Of(null), Of(7), Of("text"), Of(2.5), Of(2.5m), Of(Role.Leader), Of(new NodeId("n1")),
        Of(TimeSpan.FromSeconds(1)), Of(new DateTime(2030, 1, 1)), Of(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
        Of(new Vote(3, "n1")), Of(Message()), Of(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 3 }),
        Of(ImmutableDictionary<string, int>.Empty.Add("x", 1).Add("y", 2).Add("z", 3)),
    ];

    private static ulong Of(object? value) => StructuralHash.Of(value);

    private static Append Message() => new(
        3, new NodeId("n2"), Role.Leader,
        [
            new Entry("a", new Dictionary<string, int[]>()),
            new Entry("b", new Dictionary<string, int[]> { ["x"] = [1, 2], ["y"] = [] }),
        ]);

    private sealed record Vote(int Term, string Candidate);

    private sealed record Veto(int Term, string Candidate);

    private record Base(int Term, string Candidate);

    private sealed record Derived(int Term, string Candidate, int More) : Base(Term, Candidate);

    private sealed record Holder(object Value);

    private sealed record Entry(string Command, Dictionary<string, int[]> Tags);

    private sealed record Append(long Term, NodeId Leader, Role Role, IReadOnlyList<Entry> Entries);

    private sealed class Ring
    {
        public int Number { get; set; }

        public Ring? Left { get; set; }

        public Ring? Right { get; set; }
    }
}
