namespace Katas.Analyzers.Tests.Locksets;

/// <summary>What KATA0101 says nothing about: uses that are guarded all the same, and such as need no guard.</summary>
[Rule("KATA0101")]
public sealed class GuardedHereAndNotThereSilentTests
{
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
        "private volatile bool _isMade; public int Value => _isMade ? _n : Make(); private int Make() { lock (_gate) { "
        + "if (!_isMade) { _n = 5; _isMade = true; } return _n; } }",
        TestName = "silent: a value that a volatile flag publishes")]
    [TestCase(
        "private int _state; private bool IsMade => Volatile.Read(ref _state) == 1; public int Value => IsMade ? _n : Make(); "
        + "private int Make() { lock (_gate) { if (_state == 0) { _n = 5; Volatile.Write(ref _state, 1); } return _n; } }",
        TestName = "silent: a value that a property's flag publishes")]
    [TestCase(
        "private readonly long[] _counts = new long[9]; public void Add(int i) { lock (_gate) _counts[i]++; } "
        + "public int Slots => _counts.Length;",
        TestName = "silent: the length of an array that stays")]
    [TestCase(
        "private static readonly object Once = new(); private static Sample? s_one; public static Sample One { get { "
        + "lock (Once) { if (s_one == null) { var one = new Sample(); one.Put(1); s_one = one; } return s_one; } } } "
        + "private void Put(int x) => _map[x] = x; public int Of(int x) => _map[x];",
        TestName = "silent: a helper that fills a new object")]
    [TestCase(
        "public void Add() { lock (_gate) _n++; } public int DangerousGet() => _n;",
        TestName = "silent: a name that says it is dangerous")]
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
    public Task A_guarded_or_harmless_use_is_silent(string members) => GuardedSample.CheckAsync(GuardedSample.With(members));

    [Test]
    public Task A_confined_type_is_silent() => GuardedSample.CheckAsync(
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
}
