using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0305")]
public sealed class PlainAccessTests
{
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Back() => [|_n--|];",
        TestName = "reported: a plain decrement")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void More(int x) { [|_n += x|]; }",
        TestName = "reported: a plain sum")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() => [|_n = 0|];",
        TestName = "reported: a plain write")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() { [|_n = _n - 1|]; }",
        TestName = "reported: a plain step")]
    [TestCase("private volatile int _v; public void Add() => [|_v++|];", TestName = "reported: a volatile count")]
    [TestCase("private volatile int _v; public void Add(int x) { [|_v += x|]; }", TestName = "reported: a volatile sum")]
    [TestCase(
        "private volatile bool _b; public void Flip() => [|_b = !_b|];",
        TestName = "reported: a volatile flag that is turned over")]
    [TestCase(
        "private volatile int _v; public void Add(int x) { [|_v |= x|]; }",
        TestName = "reported: bits of a volatile number")]
    [TestCase(
        "private static int _s; public static void Add() => Interlocked.Increment(ref _s); public static void "
        + "Back() => [|_s--|];",
        TestName = "reported: a static field")]
    [TestCase(
        "private long _l; public void Add(long x) => Interlocked.Add(ref _l, x); public void Take(long x) { "
        + "[|_l -= x|]; }",
        TestName = "reported: a long")]
    [TestCase(
        "public void Run() { var n = 0; Parallel.Invoke(() => Interlocked.Increment(ref n), () => { [|n++|]; "
        + "}); }",
        TestName = "reported: a captured local")]
    [TestCase(
        "public int Next() { Interlocked.Increment(ref _n); return [|_n|]; }",
        TestName = "reported: the number after the increment")]
    [TestCase(
        "public void Add() { Interlocked.Increment(ref _n); if ([|_n|] == 3) Console.WriteLine(); }",
        TestName = "reported: a decision after the increment")]
    [TestCase(
        "private long _l; public long Next() { Interlocked.Increment(ref _l); return Interlocked.Read(ref "
        + "[|_l|]); }",
        TestName = "reported: a read by Interlocked after the increment")]
    [TestCase(
        "public void Done() => Interlocked.Decrement(ref _n); public void Wait() { while ([|_n|] > 0) { } }",
        TestName = "reported: an empty loop")]
    [TestCase(
        "private readonly object _gate = new(); public void Add() => Interlocked.Increment(ref _n); public void "
        + "Back() { lock (_gate) [|_n--|]; }",
        TestName = "reported: a lock that Interlocked does not ask for")]
    [TestCase(
        "public void Start() { Task.Run(() => { Interlocked.Increment(ref _n); }); [|_n--|]; }",
        TestName = "reported: a task beside its starter")]
    public Task It_is_reported(string members) => Is(NumberSample.With(members));

    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public int Get() => _n;",
        TestName = "silent: a plain read")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() => Interlocked.Exchange(ref "
        + "_n, 0);",
        TestName = "silent: Exchange")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() => Volatile.Write(ref _n, 0);",
        TestName = "silent: Volatile.Write")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public int Get() => Volatile.Read(ref _n);",
        TestName = "silent: Volatile.Read")]
    [TestCase(
        "private long _l; public void Add() => Interlocked.Increment(ref _l); public long Get() => "
        + "Interlocked.Read(ref _l);",
        TestName = "silent: Interlocked.Read")]
    [TestCase(
        "public Sample() { _n = 3; _n++; } public void Add() => Interlocked.Increment(ref _n);",
        TestName = "silent: the constructor")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Dispose() => _n = 0;",
        TestName = "silent: Dispose")]
    [TestCase(
        "public void Start() => _n = 0; public void Add() => Interlocked.Increment(ref _n);",
        TestName = "silent: Start")]
    [TestCase(
        "private readonly object _gate = new(); public void Add() { lock (_gate) Interlocked.Increment(ref _n); "
        + "} public void Reset() { lock (_gate) _n = 0; }",
        TestName = "silent: a lock that all hold")]
    [TestCase(
        "private readonly object _gate = new(); private volatile int _v; public void Add() { lock (_gate) _v++; "
        + "} public void Back() { lock (_gate) _v--; } public int Get() => _v;",
        TestName = "silent: a volatile count under a lock")]
    [TestCase(
        "private volatile int _v; public void Set(int x) => _v = x; public int Get() => _v;",
        TestName = "silent: a volatile field that is set")]
    [TestCase(
        "private volatile int _v; public void Start() { Task.Run(() => { while (true) _v++; }); } public int "
        + "Get() => _v;",
        TestName = "silent: a volatile count of one writer")]
    [TestCase(
        "private int _busy; public void Run() { if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return; "
        + "try { Console.WriteLine(); } finally { _busy = 0; } }",
        TestName = "silent: a flag that its winner gives back")]
    [TestCase(
        "private Part? _part; public Part Get() { var made = new Part(); return Interlocked.CompareExchange(ref "
        + "_part, made, null) ?? made; } public void Clear() => _part = null;",
        TestName = "silent: a reference that is dropped")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public bool IsFull() => _n > 3;",
        TestName = "silent: a decision by a plain read")]
    [TestCase("public int Next() => Interlocked.Increment(ref _n);", TestName = "silent: the result of the increment")]
    [TestCase(
        "public int Next() { var next = Interlocked.Increment(ref _n); return next; }",
        TestName = "silent: the result in a local")]
    [TestCase(
        "public void Run() { var n = 0; Parallel.For(0, 9, _ => Interlocked.Increment(ref n)); n++; n = 0; "
        + "Console.WriteLine(n); }",
        TestName = "silent: after a parallel loop")]
    [TestCase(
        "private int _a, _b; public void Add() => Interlocked.Increment(ref _n); public void Reuse() { _n = 1; "
        + "_a = 2; _b = 3; }",
        TestName = "silent: an object that begins anew")]
    [TestCase(
        "public void Add() { int old; do old = _n; while (Interlocked.CompareExchange(ref _n, old + 1, old) != "
        + "old); }",
        TestName = "silent: a loop with CompareExchange")]
    [TestCase(
        "public void Done() => Interlocked.Decrement(ref _n); public void Wait() { while (_n > 0) "
        + "Thread.Yield(); }",
        TestName = "silent: a loop that lets others run")]
    public Task It_is_silent(string members) => Is(NumberSample.With(members));

    [Test]
    public Task The_message_tells_both_accesses() => Analyzed.AssertAsync<LocksetAnalyzer>(
        NumberSample.With("public void Add() => Interlocked.Increment(ref _n); public void Back() => [|_n--|];"), "KATA0305",
        "'_n' is changed by Interlocked in Add, and here read and then written: one reads 5, the other makes it 6, the first"
        + " writes 6, and one is lost");

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0305");
}
