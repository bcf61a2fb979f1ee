using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0301")]
public sealed class NonAtomicUpdateSilentTests
{
    [TestCase(
        "public void Run(TaskScheduler one) { for (var i = 0; i < 9; i++) Task.Factory.StartNew(() => { _n++; "
        + "}, default, default, one); }",
        TestName = "silent: tasks of a scheduler that may run one at a time")]
    [TestCase("public void Add() => _n++; public int Get() => _n;", TestName = "silent: a type for one thread")]
    [TestCase(
        "private static int _count; public static void Add() => _count++;",
        TestName = "silent: a static count of a type for one thread")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => Interlocked.Increment(ref _n));",
        TestName = "silent: Interlocked")]
    [TestCase(
        "private readonly object _gate = new(); public void Run() => Parallel.For(0, 9, _ => { lock (_gate) "
        + "_n++; });",
        TestName = "silent: a lock")]
    [TestCase(
        "public void Run() { var gate = new object(); var n = 0; Parallel.For(0, 9, _ => { lock (gate) n++; }); "
        + "}",
        TestName = "silent: a local lock")]
    [TestCase(
        "public void Run() { var one = new SemaphoreSlim(1); var n = 0; Parallel.For(0, 9, _ => { one.Wait(); "
        + "n++; one.Release(); }); }",
        TestName = "silent: a semaphore for one")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { var n = 0; n++; Console.WriteLine(n); });",
        TestName = "silent: a local of the body")]
    [TestCase(
        "public void Run() { for (var i = 0; i < 9; i++) { var n = 0; Task.Run(() => n++); } }",
        TestName = "silent: a local of the turn")]
    [TestCase(
        "public async Task Run() { var n = 0; await Task.Run(() => n++); n++; }",
        TestName = "silent: a task that is awaited")]
    [TestCase(
        "public void Run() { var n = 0; var t = new Thread(() => n++); n++; t.Start(); t.Join(); n++; }",
        TestName = "silent: before the start and after the join")]
    [TestCase(
        "public void Run() { Task.Run(() => { while (true) _n++; }); } public int Get() => _n;",
        TestName = "silent: one writer and readers")]
    [TestCase(
        "public void Start() { Task.Run(() => { while (true) _n++; }); _m = 1; } private int _m;",
        TestName = "silent: two fields of two threads")]
    [TestCase(
        "public void Run(int[] xs) { var sums = new int[xs.Length]; Parallel.For(0, xs.Length, i => sums[i] = "
        + "xs[i]); }",
        TestName = "silent: an element for each turn")]
    [TestCase(
        "public void Run(int[] xs) { var sums = new int[xs.Length]; Parallel.For(0, xs.Length, i => sums[i] += "
        + "xs[i]); }",
        TestName = "silent: an update of an element for each turn")]
    [TestCase(
        "public void Run(Part[] xs) => Parallel.ForEach(xs, x => x.X++);",
        TestName = "silent: the object of each turn")]
    [TestCase(
        "public void Run() { var sum = 0; Parallel.For(0, 9, () => 0, (i, _, own) => own + i, own => "
        + "Interlocked.Add(ref sum, own)); }",
        TestName = "silent: a sum for each thread")]
    [TestCase(
        "public async Task Run(string[] urls) { await Task.WhenAll(urls.Select(async u => { _n++; await "
        + "Task.Yield(); })); }",
        TestName = "silent: a part before the first await")]
    [TestCase(
        "public async Task Run(string[] urls) { foreach (var u in urls) await Fetch(u); } private async Task "
        + "Fetch(string url) { await Task.Yield(); _n++; }",
        TestName = "silent: async calls one after the other")]
    [TestCase(
        "public async Task Run(string[] urls) { foreach (var t in urls.Select(Fetch)) await t; } private async "
        + "Task Fetch(string url) { await Task.Yield(); _n++; }",
        TestName = "silent: a query that is awaited one by one")]
    [TestCase(
        "private Timer? _timer; public void Start() => _timer = new Timer(_ => { _n++; _timer?.Change(10, "
        + "Timeout.Infinite); }, null, 10, Timeout.Infinite);",
        TestName = "silent: a timer that is set again by its callback")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private string? _text; public string Get() => _text "
        + "??= string.Join(\",\", _q);",
        TestName = "silent: a text that anybody may make again")]
    [TestCase(
        "private readonly object _gate = new(); private bool _isDisposed; public void Add() { lock (_gate) "
        + "Console.WriteLine(); } public void Dispose() { if (_isDisposed) return; _isDisposed = true; "
        + "Console.WriteLine(); }",
        TestName = "silent: Dispose")]
    [TestCase(
        "[ThreadStatic] private static int _mine; public void Run() => Parallel.For(0, 9, _ => _mine++);",
        TestName = "silent: a field for each thread")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private int _hits; /* approximate */ public void "
        + "Add() { _q.Clear(); _hits++; /* a lost one is harmless */ }",
        TestName = "silent: a count that may be rough")]
    [TestCase(
        "private readonly object _gate = new(); private int _a, _b, _c; private string? _d, _e; public void "
        + "Send() { lock (_gate) Console.WriteLine(); } public void Read() { if (_a > 2) { _a = 0; _b = 1; } if "
        + "(_d is null) { _d = _e; _c = 3; } if (_b == 0) { _e = null; _b = 2; } if (_c == 0) { _c = 1; _e = "
        + "\"\"; } }",
        TestName = "silent: a connection that one thread reads")]
    [TestCase(
        "private int _left = 9; public bool Take() { if (Interlocked.Decrement(ref _left) >= 0) return true; "
        + "Interlocked.Increment(ref _left); return false; }",
        TestName = "silent: a decision by the result of Interlocked")]
    [TestCase(
        "private int _left; public bool Take() { int old; do { old = _left; if (old == 0) return false; } while "
        + "(Interlocked.CompareExchange(ref _left, old - 1, old) != old); return true; }",
        TestName = "silent: a loop with CompareExchange")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private int _size; public void Resize(int size) { "
        + "_q.Clear(); if (_size == size) return; _size = size; Console.WriteLine(); }",
        TestName = "silent: a setting that is set if it differs")]
    [TestCase(
        "public void Run(int[] xs) => Parallel.ForEach(xs, new ParallelOptions { MaxDegreeOfParallelism = 1 }, "
        + "x => _n += x);",
        TestName = "silent: one at a time")]
    [TestCase(
        "public void Run() { var n = 0; new List<int> { 1 }.ForEach(_ => n++); Console.WriteLine(n); }",
        TestName = "silent: a lambda that runs at once")]
    [TestCase(
        "public void Run() { Parallel.For(0, 9, i => Console.WriteLine(i)); _n++; }",
        TestName = "silent: after a parallel loop")]
    [TestCase("public void Run() { var n = 0; Task.Run(() => { n++; return n; }); }", TestName = "silent: one task")]
    [TestCase(
        "public async Task Run(ChannelReader<int> r) { await foreach (var x in r.ReadAllAsync()) _n += x; } "
        + "private readonly object _gate = new(); private readonly List<int> _l = []; private int _k, _j, _i; "
        + "public void Add(int x) { lock (_gate) _l.Add(x); _ = (_k, _j, _i); } public void A() => _k = 1; public "
        + "void B() => _j = 2; public void C() => _i = 3;",
        TestName = "silent: a type in which most goes without a lock")]
    [TestCase(
        "public void Run(bool isUp) => (isUp ? Up() : Down()).GetAwaiter().GetResult(); private async Task Up() { await "
        + "Task.Yield(); _n++; } private async Task Down() { await Task.Yield(); _n--; }",
        TestName = "silent: one of two async methods, waited for")]
    [TestCase(
        "public Task Run(bool isUp) { if (isUp) return Up(); return Down(); } private async Task Up() { await "
        + "Task.Yield(); _n++; } private async Task Down() { await Task.Yield(); _n--; }",
        TestName = "silent: one of two async methods, returned")]
    public Task It_is_silent(string members) => Is(NumberSample.With(members));

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0301");
}
