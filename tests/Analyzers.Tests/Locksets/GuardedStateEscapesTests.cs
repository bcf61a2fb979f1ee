using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0107")]
public sealed class GuardedStateEscapesTests
{
    [TestCase("public List<int> All() { lock (_gate) return [|_items|]; }", TestName = "reported: the list from inside the lock")]
    [TestCase("public IReadOnlyList<int> All => [|_items|];", TestName = "reported: the list from outside the lock")]
    [TestCase("public IReadOnlyList<int> All => [|_items.AsReadOnly()|];", TestName = "reported: a wrapper")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return [|_items.Where(x => x > 1)|]; }",
        TestName = "reported: a query")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return [|_items.Where(x => x > 1).Select(x => x + 1)|]; }",
        TestName = "reported: a longer query")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return [|from x in _items select x|]; }",
        TestName = "reported: a query in words")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return [|_map.Values|]; }",
        TestName = "reported: a view of the values")]
    [TestCase(
        "public IEnumerable<int> All() { foreach (var x in [|_items|]) yield return x; }",
        TestName = "reported: an iterator without the lock")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) foreach (var x in _items) [|yield return x;|] }",
        TestName = "reported: an iterator that keeps the lock")]
    [TestCase(
        "public List<int> All() { List<int> all; lock (_gate) { all = _items; } return [|all|]; }",
        TestName = "reported: by a local")]
    [TestCase(
        "public List<int> All() { lock (_gate) { var all = _items; return [|all|]; } }",
        TestName = "reported: by a local of the lock")]
    [TestCase(
        "public void Each(Action<List<int>> look) { lock (_gate) look([|_items|]); }",
        TestName = "reported: to a callback")]
    [TestCase("public void Get(out List<int> all) { lock (_gate) all = [|_items|]; }", TestName = "reported: by out")]
    [TestCase("public (int, List<int>) Get() { lock (_gate) return (1, [|_items|]); }", TestName = "reported: in a tuple")]
    [TestCase(
        "public Report Get() { lock (_gate) return new Report([|_items|]); } public record Report(List<int> Items);",
        TestName = "reported: in a record")]
    [TestCase(
        "private readonly int[] _slots = new int[4]; public void Set() { lock (_gate) _slots[0] = 1; } public int[] Slots => "
        + "[|_slots|];",
        TestName = "reported: an array")]
    [TestCase("public List<int> All() { lock (_gate) return [|_list|]; }", TestName = "reported: a field that is not readonly")]
    [TestCase(
        "public IEnumerator<int> GetEnumerator() { lock (_gate) return [|_list.GetEnumerator()|]; }",
        TestName = "reported: an enumerator")]
    public Task What_goes_out_is_reported(string members) => Is(Sample(members));

    [TestCase("public int[] All() { lock (_gate) return _items.ToArray(); }", TestName = "silent: a copy")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) return _items.Where(x => x > 1).ToList(); }",
        TestName = "silent: a query that has run")]
    [TestCase("public IReadOnlyList<int> All() { lock (_gate) return [.. _items]; }", TestName = "silent: a spread")]
    [TestCase("public List<int> All() { lock (_gate) return new List<int>(_items); }", TestName = "silent: a new list")]
    [TestCase("public int Count { get { lock (_gate) return _items.Count; } }", TestName = "silent: a number")]
    [TestCase("public int First() { lock (_gate) return _items[0]; }", TestName = "silent: an element")]
    [TestCase("public int Sum() { lock (_gate) return _items.Sum(x => x); }", TestName = "silent: a sum")]
    [TestCase(
        "public List<int> Drain() { lock (_gate) { var all = _list; _list = []; return all; } }",
        TestName = "silent: a list that changes hands")]
    [TestCase(
        "private List<int> Inner() => _items; public int Count { get { lock (_gate) return Inner().Count; } }",
        TestName = "silent: a private helper")]
    [TestCase(
        "public IEnumerable<int> All() { int[] all; lock (_gate) all = [.. _items]; foreach (var x in all) yield return x; }",
        TestName = "silent: an iterator over a copy")]
    [TestCase(
        "private readonly List<int> _fixed = [1]; public List<int> Fixed => _fixed;",
        TestName = "silent: a list that no lock guards")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _queue = new(); public void Put() { lock (_gate) _queue.Enqueue(1); } public "
        + "IEnumerable<int> Queue => _queue;",
        TestName = "silent: a concurrent collection")]
    [TestCase(
        "private System.Collections.Immutable.ImmutableList<int> _some = []; public void Put() { lock (_gate) _some = "
        + "_some.Add(1); } public IReadOnlyList<int> Some => _some;",
        TestName = "silent: an immutable list")]
    [TestCase(
        "private int[] _some = []; public void Put() { lock (_gate) _some = [.. _some, 1]; } public IReadOnlyList<int> Some "
        + "=> _some;",
        TestName = "silent: copy on write")]
    [TestCase(
        "public string Text() { lock (_gate) return string.Join(\",\", _items.Select(x => x + 1)); }",
        TestName = "silent: a query as an argument")]
    [TestCase(
        "public void Trim() { lock (_gate) Cut(_items); } private static void Cut(List<int> all) => all.Clear();",
        TestName = "silent: an argument of a helper")]
    [TestCase("[ThreadConfined] public List<int> All => _items;", TestName = "silent: a confined property")]
    public Task What_stays_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task The_message_says_who_changes_it_and_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public List<int> All() { lock (_gate) return [|_items|]; }"), "KATA0107",
        "'_items' itself goes out here, and the caller uses it without '_gate': Add changes it under the lock at the same time; "
        + "hand out a copy made under '_gate'");

    [TestCase("public IEnumerable<int> Big() { lock (_gate) return [|Over(5)|]; } "
        + "private IEnumerable<int> Over(int n) => _items.Where(x => x > n);")]
    [TestCase("public IEnumerable<int> Big() { lock (_gate) return [|Over(5).Take(3)|]; } "
        + "private IEnumerable<int> Over(int n) { return _items.Where(x => x > n); }")]
    [TestCase("public List<int> All() { lock (_gate) return [|Whole()|]; } private List<int> Whole() => _items;")]
    [TestCase("public IEnumerable<int> Big(bool isAll) { lock (_gate) return [|Some(isAll)|]; } "
        + "private IEnumerable<int> Some(bool isAll) => isAll ? _items.Where(x => x > 0) : _items.Skip(1);")]
    public Task What_a_private_helper_gives_back_is_reported(string members) => Is(Sample(members));

    [TestCase("public int Big() { lock (_gate) return Over(5).Sum(); } "
        + "private IEnumerable<int> Over(int n) => _items.Where(x => x > n);")]
    [TestCase("public int[] Big() { lock (_gate) return [.. Over(5)]; } "
        + "private IEnumerable<int> Over(int n) => _items.Where(x => x > n);")]
    public Task What_a_private_helper_gives_to_the_lock_alone_is_silent(string members) => Is(Sample(members));

    [TestCase("public int Sum() { List<int> all; lock (_gate) { all = _items; } return [|all|].Sum(); }")]
    [TestCase("public void Show() { List<int> all; lock (_gate) all = _items; foreach (var x in [|all|]) Console.Write(x); }")]
    [TestCase("public int First() { List<int> all; lock (_gate) all = _items; return [|all|][0]; }")]
    public Task Going_on_in_it_after_the_lock_is_reported(string members) => Is(Sample(members));

    [TestCase("public int Sum() { List<int> all; lock (_gate) { all = [.. _items]; } return all.Sum(); }")]
    [TestCase("public int Sum() { List<int> all; lock (_gate) { all = _items; } lock (_gate) return all.Sum(); }")]
    [TestCase("public int Sum() { List<int> all; lock (_gate) { all = _list; _list = []; } return all.Sum(); }")]
    [TestCase("public int Sum() { List<int> all; lock (_gate) { all = _items; return all.Sum(); } }")]
    public Task A_copy_or_a_second_lock_is_silent(string members) => Is(Sample(members));

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0107");

    private static string Sample(string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly List<int> _items = [];
            private readonly Dictionary<int, int> _map = [];
            private List<int> _list = [];
            public void Add(int x) { lock (_gate) { _items.Add(x); _map[x] = 1; _list.Add(x); } }
            {{members}}
        }
        """;
}
