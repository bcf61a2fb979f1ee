using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0101")]
public sealed class GuardedHereAndNotThereTests
{
    [TestCase(
        "private volatile bool _isMade; public int Value => _isMade ? [|_n|] : Make(); private int Make() { lock (_gate) { "
        + "if (!_isMade) { _isMade = true; _n = 5; } return _n; } }",
        TestName = "reported: a flag that is set before what it publishes")]
    [TestCase("public void Add() { lock (_gate) _n++; } public int Get() => [|_n|];", TestName = "reported: a bare read")]
    [TestCase(
        "public void Add() { lock (_gate) _n++; } public void Reset() { [|_n|] = 0; }",
        TestName = "reported: a bare write")]
    [TestCase("public void Add() { lock (_gate) _n++; } public void More() { [|_n|]++; }", TestName = "reported: a bare update")]
    [TestCase(
        "public void Add(int x) { lock (_gate) _items.Add(x); } public int Count => [|_items|].Count;",
        TestName = "reported: a look into a list")]
    [TestCase(
        "public void Add(int x) { lock (_gate) _items.Add(x); } public bool Has(int x) => [|_items|].Contains(x);",
        TestName = "reported: a search in a list")]
    [TestCase(
        "public void Add(int x) { lock (_gate) _items.Add(x); } public void Clear() => [|_items|].Clear();",
        TestName = "reported: a bare change of a list")]
    [TestCase(
        "public void Add(int x) { lock (_gate) _items.Add(x); } public int Sum() { var s = 0; foreach (var x in [|_items|]) "
        + "s += x; return s; }",
        TestName = "reported: a bare walk")]
    [TestCase(
        "public void Add(int x) { lock (_gate) _items.Add(x); } public int[] All() => [|_items|].ToArray();",
        TestName = "reported: a bare copy")]
    [TestCase(
        "public void Set(int k) { lock (_gate) _map[k] = 1; } public int Get(int k) => [|_map|][k];",
        TestName = "reported: a bare lookup")]
    [TestCase(
        "public int Get(int k) { lock (_gate) return _map[k]; } public void Set(int k) => [|_map|][k] = 1;",
        TestName = "reported: a bare change, all else reads")]
    [TestCase(
        "public void Set(int k) { lock (_gate) _map[k] = 1; } public int Get(int k) { if ([|_map|].TryGetValue(k, out var "
        + "v)) return v; lock (_gate) { if (_map.TryGetValue(k, out v)) return v; return _map[k] = 2; } }",
        TestName = "reported: a double check of a dictionary")]
    [TestCase(
        "public void Add() { lock (_gate) Step(); } public void Other() => Step(); private void Step() => [|_n|]++; public "
        + "int Get() { lock (_gate) return _n; }",
        TestName = "reported: a helper that not all call under the lock")]
    [TestCase(
        "public void Add() { lock (_gate) { _n++; Task.Run(() => [|_n|]++); } }",
        TestName = "reported: a task that leaves the lock")]
    [TestCase(
        "public void Add() { _many.EnterWriteLock(); try { _n++; } finally { _many.ExitWriteLock(); } } public void Bad() { "
        + "_many.EnterReadLock(); try { [|_n|]++; } finally { _many.ExitReadLock(); } }",
        TestName = "reported: a write under a read lock")]
    [TestCase(
        "public async Task Add() { await _one.WaitAsync(); try { _n++; } finally { _one.Release(); } } public int Get() => "
        + "[|_n|];",
        TestName = "reported: a semaphore")]
    [TestCase(
        "public void Add() { using (_modern.EnterScope()) _n++; } public int Get() => [|_n|];",
        TestName = "reported: EnterScope")]
    [TestCase("public void Add() { lock (_gate) _n++; [|_n|]--; }", TestName = "reported: after the section")]
    [TestCase(
        "public void Add() { if (!Monitor.TryEnter(_gate)) { [|_n|]--; return; } try { _n++; } finally { "
        + "Monitor.Exit(_gate); } }",
        TestName = "reported: where TryEnter failed")]
    [TestCase(
        "public void Add() { lock (_gate) P++; } private int P { get; set; } public int Get() => [|P|];",
        TestName = "reported: an automatic property")]
    [TestCase(
        "public void Add() { lock (_gate) _part.X++; } public int Get() => [|_part.X|];",
        TestName = "reported: a field of a part")]
    [TestCase(
        "public void Add() { lock (_gate) Total++; } private static int Total; private static readonly object Gate = new(); "
        + "public static int Get() => [|Total|]; public static void Up() { lock (Gate) Total++; }",
        TestName = "reported: a static field")]
    [TestCase(
        "public void Take(int x) { if ([|_n|] >= x) lock (_gate) _n -= x; }",
        TestName = "reported: a check before the section")]
    [TestCase(
        "public Task? Work; public void Add() { lock (_gate) _n++; } public void Start() => Work = Task.Run(() => { while "
        + "([|_n|] < 3) ; });",
        TestName = "reported: a worker")]
    [TestCase(
        "private bool _stop; public void Stop() { lock (_gate) _stop = true; } public void Work() { while (![|_stop|]) ; }",
        TestName = "reported: a flag that a loop waits for")]
    [TestCase(
        "private bool _closed; public void Shut() { lock (_gate) { _n++; _closed = true; } } public void Add() { if "
        + "([|_closed|]) return; lock (_gate) _n++; }",
        TestName = "reported: a flag that is looked at before the section")]
    [TestCase(
        "private string? _name; public void Set(string s) { lock (_gate) { _name = s; _n++; } } public int Get() => "
        + "[|_name|] is null ? 0 : _name.Length;",
        TestName = "reported: two looks at a reference")]
    [TestCase(
        "private int _m; public void Set(int x) => [|_m|] = x; public int Get() { lock (_gate) return _m; }",
        TestName = "reported: a bare write, and a lock that is only there to read")]
    public Task A_bare_use_is_reported(string members) => GuardedSample.CheckAsync(GuardedSample.With(members));

    [Test]
    public Task A_bare_use_in_another_file_of_the_class_is_reported() => GuardedSample.CheckAsync(
        """
        partial class Parted { private readonly object _gate = new(); private int _n; public void Add() { lock (_gate) _n++; } }
        partial class Parted { public int Get() => [|_n|]; }
        """);

    [Test]
    public Task A_captured_parameter_is_reported() => GuardedSample.CheckAsync(
        """
        sealed class Primary(List<int> items)
        {
            private readonly object _gate = new();
            public void Add(int x) { lock (_gate) items.Add(x); }
            public int Count => [|items|].Count;
        }
        """);

    [Test]
    public Task A_nested_type_is_reported_once() => GuardedSample.CheckAsync(
        """
        class Outer
        {
            private sealed class Inner
            {
                private readonly object _gate = new();
                private int _n;
                public void Add() { lock (_gate) _n++; }
                public int Get() => [|_n|];
            }
        }
        """);

    [Test]
    public Task The_message_tells_both_threads() => Analyzed.AssertAsync<LocksetAnalyzer>(
        GuardedSample.With("public void Add() { lock (_gate) _n++; } public void Reset() { [|_n|] = 0; }"), "KATA0101",
        "'_n' is written here without '_gate', which Add holds to write it: Add reads the old value, Reset writes, Add writes, "
        + "and one of the two is lost");
}
