using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0101")]
public sealed class GuardedHereAndNotThereTests
{
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
    public Task A_bare_use_is_reported(string members) => Is(Sample(members));

    [TestCase(
        "public void Add() { lock (_gate) Step(); } private void Step() => _n++; public int Get() { lock (_gate) return _n; }",
        TestName = "silent: a helper under the lock")]
    [TestCase(
        "public Sample() { _n = 1; Init(); } private void Init() => _n++; public void Add() { lock (_gate) _n++; }",
        TestName = "silent: the constructor and what it calls")]
    [TestCase(
        "private volatile int _v; public void Add() { lock (_gate) _v++; } public int Get() => _v;",
        TestName = "silent: a volatile field")]
    [TestCase(
        "public void Add() { lock (_gate) _n++; } public int Get() => Volatile.Read(ref _n);",
        TestName = "silent: Volatile.Read")]
    [TestCase(
        "public void Add() { lock (_gate) _n++; } public void More() => Interlocked.Increment(ref _n);",
        TestName = "silent: Interlocked, which is another rule's")]
    [TestCase(
        "private System.Collections.Immutable.ImmutableList<int> _all = []; public void Add(int x) { lock (_gate) _all = "
        + "_all.Add(x); } public int Get() => _all.Count;",
        TestName = "silent: an immutable list")]
    [TestCase(
        "private int[] _all = []; public void Add(int x) { lock (_gate) _all = [.. _all, x]; } public int Get() { var s = 0; "
        + "foreach (var x in _all) s += x; return s; }",
        TestName = "silent: copy on write")]
    [TestCase(
        "private Action? _changed; public void Add(Action a) { lock (_gate) _changed += a; } public void Raise() => "
        + "_changed?.Invoke();",
        TestName = "silent: a delegate")]
    [TestCase(
        "private bool _disposed; public void Dispose() { lock (_gate) { if (_disposed) return; _disposed = true; } } public "
        + "void Use() { if (_disposed) throw new ObjectDisposedException(\"\"); }",
        TestName = "silent: a lock of the lifetime alone")]
    [TestCase(
        "private Timer? _timer; public void Start() { lock (_gate) _timer ??= new(_ => { }); } public void Kick() => "
        + "_timer?.Change(0, 0); public void Stop() { lock (_gate) _timer = null; }",
        TestName = "silent: a timer that Start makes")]
    [TestCase(
        "private long _hits; public void Get() { lock (_gate) { _n++; _hits++; } } public long Hits => _hits; public int N { "
        + "get { lock (_gate) return _n; } }",
        TestName = "silent: statistics")]
    [TestCase(
        "private Sample? _made; public Sample Get() { if (_made is null) { lock (_gate) { if (_made is null) _made = new(); "
        + "} } return _made; }",
        TestName = "silent: a double check, which is another rule's")]
    [TestCase(
        "private Sample? _made; public Sample Get() { var made = _made; if (made is not null) return made; lock (_gate) { "
        + "return _made ??= new(); } }",
        TestName = "silent: a double check with ??=")]
    [TestCase(
        "private Sample? _made; public Sample Get() => _made ?? Make(); private Sample Make() { lock (_gate) return _made "
        + "??= new(); }",
        TestName = "silent: a double check in two methods")]
    [TestCase(
        "private Sample? _made; public Sample Get() { if (_made is null) { lock (_gate) { if (_made is null) _made = new(); "
        + "} } return _made; } public Sample? Made => _made;",
        TestName = "silent: a look at what is checked twice elsewhere")]
    [TestCase(
        "public void Add() { lock (_items) _items.Add(1); } public void More() => Keep(_items); private static void "
        + "Keep(List<int> kept) { lock (kept) kept.Add(1); }",
        TestName = "silent: a helper that locks its argument")]
    [TestCase(
        "public void Add() { lock (_items) _items.Add(1); } public void More() { if (!Monitor.TryEnter(_items)) return; try "
        + "{ _items.Add(1); } finally { Monitor.Exit(_items); } }",
        TestName = "silent: a list that is its own lock")]
    [TestCase(
        "private readonly System.Collections.Hashtable _table = []; public void Set(int k) { lock (_gate) _table[k] = 1; } "
        + "public object? Get(int k) => _table[k];",
        TestName = "silent: a reader of a Hashtable")]
    [TestCase(
        "public void Add() { lock (_gate) _items.Add(1); } public void Dispose() => _items.Clear();",
        TestName = "silent: Dispose")]
    [TestCase(
        "public async Task Add(bool isHeld) { if (!isHeld) await _one.WaitAsync(); try { _items.Add(1); } finally { if "
        + "(!isHeld) _one.Release(); } } public async Task More() { await _one.WaitAsync(); try { _items.Add(2); await "
        + "Add(true); } finally { _one.Release(); } }",
        TestName = "silent: a lock that is perhaps held already")]
    [TestCase(
        "private int _a, _b, _c; public void Add() { lock (_gate) { _a++; _b++; _c++; } } public void Reuse() { _a = 0; _b = "
        + "0; _c = 0; }",
        TestName = "silent: an object that begins anew")]
    [TestCase(
        "private string _name = \"\"; public void Set(string s) { lock (_gate) { _name = s; _n++; } } public string Get() => "
        + "_name;",
        TestName = "silent: one look at a reference")]
    [TestCase(
        "private bool _closed; public void Shut() { lock (_gate) { _n++; _closed = true; } } public bool IsClosed => _closed;",
        TestName = "silent: a look at a flag that is only ever set")]
    [TestCase(
        "public void Add() { lock (_gate) _n++; } public int A() => _n; public int B() => _n; public int C() => _n;",
        TestName = "silent: most code goes without the lock")]
    [TestCase(
        "public int Limit; public void Add() { lock (_gate) { if (_n < Limit) _n++; } } public void SetLimit(int x) => Limit "
        + "= x;",
        TestName = "silent: a setting that a section reads")]
    [TestCase(
        "public void Add() { lock (_gate) _items.ForEach(x => _n += x); } public int Get() { lock (_gate) return _n; }",
        TestName = "silent: a lambda that runs at once")]
    [TestCase(
        "public void Add() { lock (_gate) _n = _items.Where(x => x > _n).Sum(); } public int Get() { lock (_gate) return _n; "
        + "}",
        TestName = "silent: a query that is gone through at once")]
    [TestCase(
        "public void Add() { lock (_gate) Twice(() => _n++); } static void Twice(Action a) { a(); a(); } public int Get() { "
        + "lock (_gate) return _n; }",
        TestName = "silent: a lambda that an own method calls")]
    [TestCase(
        "public void Add(Runner r) { lock (_gate) r.Do(() => _n++); } public int Get() { lock (_gate) return _n; } public "
        + "interface Runner { void Do(Action a); }",
        TestName = "silent: a lambda of which nobody knows")]
    [TestCase(
        "public void Add() => Under(() => _n++); private void Under(Action a) { lock (_gate) a(); } public int Get() { lock "
        + "(_gate) return _n; }",
        TestName = "silent: a helper that locks around a lambda")]
    [TestCase(
        "public void Add() { lock (_gate) AddLocked(); } internal void AddLocked() => _n++;",
        TestName = "silent: a name that says that the caller locks")]
    [TestCase(
        "public void Add() { lock (_gate) { _n++; Debug(); } } private void Debug() { "
        + "System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate)); _n++; }",
        TestName = "silent: an assertion that the lock is held")]
    [TestCase(
        "public void Set(int k) { lock (_stripes[k % 2]) _map[k] = 1; } public int Get(int k) { lock (_stripes[k % 2]) "
        + "return _map[k]; }",
        TestName = "silent: striped locks")]
    [TestCase(
        "private int _limit = 3; public int Limit { set => _limit = value; get => _limit; } public bool Full() { lock "
        + "(_gate) return _n++ > 2; } ",
        TestName = "silent: a field that no lock is for")]
    [TestCase(
        "private int _loop; public void Start() { lock (_gate) _n++; Task.Run(() => { _loop++; lock (_gate) _loop++; }); }",
        TestName = "silent: a field of one thread")]
    [TestCase(
        "[ThreadConfined] private int _mine; public void A() { lock (_gate) _mine++; } public void B() => _mine++;",
        TestName = "silent: a confined field")]
    [TestCase(
        "[ThreadConfined] public int Get() => _n; public void A() { lock (_gate) _n++; }",
        TestName = "silent: a confined method")]
    [TestCase(
        "public void Add() { _one.Wait(); try { _n++; } finally { _one.Release(); } } public int Get() { if (!_one.Wait(0)) "
        + "return 0; try { return _n; } finally { _one.Release(); } }",
        TestName = "silent: Wait(0)")]
    [TestCase(
        "public void Add() { _many.EnterWriteLock(); _n++; _many.ExitWriteLock(); } public int Get() { "
        + "_many.EnterReadLock(); try { return _n; } finally { _many.ExitReadLock(); } }",
        TestName = "silent: a read under a read lock")]
    [TestCase(
        "public int Get() { lock (_gate) return _map.Count; } public int Of(int k) => _map[k];",
        TestName = "silent: nobody writes")]
    [TestCase(
        "public void Add(Sample other) { lock (other._gate) other._n++; } public int Get() { lock (_gate) return _n; }",
        TestName = "silent: another object's lock for its own field")]
    [TestCase(
        "public IEnumerable<int> All() { lock (_gate) { _items.Add(1); return Copy(); } } private List<int> Copy() => [.. "
        + "_items];",
        TestName = "silent: a copying helper")]
    public Task A_guarded_or_harmless_use_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task A_bare_use_in_another_file_of_the_class_is_reported() => Is(
        """
        partial class Parted { private readonly object _gate = new(); private int _n; public void Add() { lock (_gate) _n++; } }
        partial class Parted { public int Get() => [|_n|]; }
        """);

    [Test]
    public Task A_captured_parameter_is_reported() => Is(
        """
        sealed class Primary(List<int> items)
        {
            private readonly object _gate = new();
            public void Add(int x) { lock (_gate) items.Add(x); }
            public int Count => [|items|].Count;
        }
        """);

    [Test]
    public Task A_nested_type_is_reported_once() => Is(
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
    public Task A_confined_type_is_silent() => Is(
        """
        sealed class ThreadConfinedAttribute : Attribute;
        [ThreadConfined] class Sample
        {
            private readonly object _gate = new();
            private int _n;
            public void Add() { lock (_gate) _n++; }
            public int Get() => _n;
        }
        """);

    [Test]
    public Task The_message_tells_both_threads() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public void Add() { lock (_gate) _n++; } public void Reset() { [|_n|] = 0; }"), "KATA0101",
        "'_n' is written here without '_gate', which Add holds to write it: Add reads the old value, Reset writes, Add writes, "
        + "and one of the two is lost");

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0101");

    private static string Sample(string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _many = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            private readonly object[] _stripes = [new(), new()];
            private readonly List<int> _items = [];
            private readonly Dictionary<int, int> _map = [];
            private readonly Part _part = new();
            private int _n;
            {{members}}
            private sealed class Part { public int X; }
        }
        """;
}
