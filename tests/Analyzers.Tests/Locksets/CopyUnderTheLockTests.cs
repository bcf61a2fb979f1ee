using Katas.Analyzers.CodeFixes.Locksets;
using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>The code fix of KATA0107.</summary>
public sealed class CopyUnderTheLockTests
{
    [TestCase(
        "public IReadOnlyList<int> All() { lock (_gate) return _items; }",
        "public IReadOnlyList<int> All() { lock (_gate) return _items.ToArray(); }")]
    [TestCase(
        "public List<int> All() { lock (_gate) return _items; }",
        "public List<int> All() { lock (_gate) return _items.ToList(); }")]
    [TestCase(
        "public IList<int> All() { lock (_gate) { return _items; } }",
        "public IList<int> All() { lock (_gate) { return _items.ToList(); } }")]
    [TestCase(
        "public IEnumerable<int> All { get { lock (_gate) return _items.Where(x => x > 1); } }",
        "public IEnumerable<int> All { get { lock (_gate) return _items.Where(x => x > 1).ToArray(); } }")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return from x in _items select x; }",
        "public IEnumerable<int> All() { lock (_gate) return (from x in _items select x).ToArray(); }")]
    [TestCase(
        "public IEnumerable<int> Keys() { lock (_gate) return _map.Keys; }",
        "public IEnumerable<int> Keys() { lock (_gate) return _map.Keys.ToArray(); }")]
    [TestCase(
        "public List<int> A() { lock (_gate) return _items; } public List<int> B() { lock (_gate) return _items; }",
        "public List<int> A() { lock (_gate) return _items.ToList(); } public List<int> B() { lock (_gate) return "
        + "_items.ToList(); }")]
    public Task What_goes_out_from_inside_the_lock(string members, string expected) => Is(members, expected);

    [Test]
    public Task What_a_private_helper_gives_back() => Is(
        "public IEnumerable<int> Big() { lock (_gate) return Over(5); } "
            + "private IEnumerable<int> Over(int n) => _items.Where(x => x > n);",
        "public IEnumerable<int> Big() { lock (_gate) return Over(5).ToArray(); } "
            + "private IEnumerable<int> Over(int n) => _items.Where(x => x > n);");

    [Test]
    public Task A_property_that_takes_no_lock() => Is(
        "public IReadOnlyList<int> All => _items;",
        """
        public IReadOnlyList<int> All
            {
                get
                {
                    lock (_gate)
                        return _items.ToArray();
                }
            }
        """);

    [Test]
    public Task A_method_that_takes_no_lock() => Is(
        "public IReadOnlyList<int> All() => _items;",
        """
        public IReadOnlyList<int> All()
            {
                lock (_gate)
                    return _items.ToArray();
            }
        """);

    [TestCase("public Dictionary<int, int> All() { lock (_gate) return _map; }", TestName = "a dictionary, which has a comparer")]
    [TestCase(
        "public List<int> All() { List<int> all; lock (_gate) { all = _items; } return all; }",
        TestName = "a local after the lock")]
    [TestCase("public void Each(Action<List<int>> look) { lock (_gate) look(_items); }", TestName = "an argument")]
    [TestCase(
        "public List<int> All() { if (_map is null) return []; return _items; }",
        TestName = "a body of statements without the lock")]
    [TestCase("public IEnumerable<int> All() { lock (_gate) foreach (var x in _items) yield return x; }", TestName = "a yield")]
    public Task No_fix(string members) =>
        Fixed.AssertNoneAsync<LocksetAnalyzer, CopyUnderTheLock>(Sample(members), "KATA0107");

    private static Task Is(string members, string expected) =>
        Fixed.AssertAsync<LocksetAnalyzer, CopyUnderTheLock>(Sample(members), Sample(expected), "KATA0107");

    private static string Sample(string members) =>
        $$"""
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly List<int> _items = [];
            private readonly Dictionary<int, int> _map = [];
            public void Add(int x) { lock (_gate) { _items.Add(x); _map[x] = 1; } }
            {{members}}
        }
        """;
}
