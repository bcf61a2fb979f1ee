using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0303")]
public sealed class PlainCollectionSharedSilentTests
{
    [TestCase("public void Add(int x) => _items.Add(x); public int Count => _items.Count;", TestName = "silent: one thread")]
    [TestCase(
        "public void Run(int[] all) => Parallel.ForEach(all, x => { lock (_items) _items.Add(x); });",
        TestName = "silent: a lock")]
    [TestCase(
        "private readonly object _gate = new(); public void Add(int x) { lock (_gate) _items.Add(x); } public int Count "
        + "=> _items.Count;",
        TestName = "silent: guarded here and not there, which is another rule's")]
    [TestCase(
        "private readonly object _a = new(), _b = new(); public void Add(int x) { lock (_a) _items.Add(x); } public int "
        + "Count { get { lock (_b) return _items.Count; } }",
        TestName = "silent: two locks, which is another rule's")]
    [TestCase(
        "public async Task<int> Run() { await Task.Run(() => _items.Add(1)); return _items.Count; }",
        TestName = "silent: awaited at once")]
    [TestCase(
        "public int Run() { var work = Task.Run(() => _items.Add(1)); work.Wait(); return _items.Count; }",
        TestName = "silent: read after Wait")]
    [TestCase(
        "public async Task Run() { _items.Add(1); var all = Enumerable.Range(0, 9).Select(i => Task.Run(() => "
        + "_items.Contains(i))); await Task.WhenAll(all); _items.Clear(); }",
        TestName = "silent: filled before the tasks that read")]
    [TestCase(
        "public int Run(int[] all) { var odd = new HashSet<int>(all); var n = 0; Parallel.ForEach(all, x => { if "
        + "(odd.Contains(x)) Interlocked.Increment(ref n); }); odd.Clear(); return n; }",
        TestName = "silent: read in parallel and changed after")]
    [TestCase(
        "public void Run() { var t = new Thread(() => _items.Add(1)); _items.Add(0); t.Start(); t.Join(); _items.Add(2); }",
        TestName = "silent: before Start and after Join")]
    [TestCase(
        "public void Run(int[] all) => Parallel.ForEach(all, x => { var own = new List<int>(); own.Add(x); Task.Run(() => "
        + "own.Contains(1)).Wait(); });",
        TestName = "silent: a list for each turn")]
    [TestCase(
        "public void Run() { for (var i = 0; i < 9; i++) { var own = new List<int>(); Task.Run(() => own.Add(1)); } }",
        TestName = "silent: a list for each task")]
    [TestCase(
        "public void Run(int[] all) { var squares = new int[all.Length]; Parallel.For(0, all.Length, i => squares[i] = "
        + "all[i]); }",
        TestName = "silent: elements of an array")]
    [TestCase(
        "public void Run(List<int> all) => Parallel.For(0, all.Count, i => all[i] = all[i] * 2);",
        TestName = "silent: elements of a list")]
    [TestCase(
        "public void Run(int[] all) { var found = new ConcurrentBag<int>(); Parallel.ForEach(all, x => found.Add(x)); }",
        TestName = "silent: a concurrent collection")]
    [TestCase(
        "private readonly IDictionary<int, int> _safe = new ConcurrentDictionary<int, int>(); public void Run(int[] all) => "
        + "Parallel.ForEach(all, x => _safe[x] = x);",
        TestName = "silent: a concurrent collection behind an interface")]
    [TestCase(
        "private System.Collections.Immutable.ImmutableList<int> _all = []; public void Run() => Task.Run(() => _all = "
        + "_all.Add(1)); public int Count => _all.Count;",
        TestName = "silent: an immutable list")]
    [TestCase(
        "public Sample() { _items.Add(1); } public void Run(int[] all) => Parallel.ForEach(all, x => _items.Contains(x));",
        TestName = "silent: filled by the constructor")]
    [TestCase(
        "public void Start() { Fill(); Task.Run(() => _items.Contains(1)); } private void Fill() => _items.Add(1);",
        TestName = "silent: filled by a helper before the task starts")]
    [TestCase(
        "private Task? _work; public void Start() => _work = Task.Run(() => { _items.Add(1); _items.Clear(); });",
        TestName = "silent: a list of one worker")]
    [TestCase(
        "private Task? _work; public void Start() => _work = Task.Run(() => _items.Add(1)); public async Task<int> "
        + "Stop() { await _work!; return _items.Count; }",
        TestName = "silent: read after the worker ended")]
    [TestCase(
        "private readonly Timer _timer = new(_ => { }); public void Dispose() { _timer.Dispose(); _items.Clear(); } "
        + "public void Start() => Task.Run(() => _items.Add(1));",
        TestName = "silent: cleared by Dispose")]
    [TestCase(
        "public void Run() { var found = new List<int>(); foreach (var x in new[] { 1, 2 }) { var work = Task.Run(() => "
        + "found.Add(x)); work.Wait(); } }",
        TestName = "silent: each turn waits for its task")]
    [TestCase(
        "public int Run(int[] all) { var found = new List<int>(); Parallel.ForEach(all, () => new List<int>(), (x, _, own) => { "
        + "own.Add(x); return own; }, own => { lock (found) found.AddRange(own); }); return found.Count; }",
        TestName = "silent: a list for each thread, joined under a lock")]
    [TestCase(
        "private readonly SemaphoreSlim _one = new(1, 1); public async Task Run(int[] all) => await "
        + "Task.WhenAll(all.Select(async x => { await _one.WaitAsync(); try { _items.Add(x); } finally { _one.Release(); } "
        + "}));",
        TestName = "silent: a semaphore")]
    [TestCase(
        "public void Run(int[] all) { var first = Task.Run(() => _items.Add(1)); first.Wait(); var second = Task.Run(() => "
        + "_items.Add(2)); second.Wait(); }",
        TestName = "silent: two tasks, one after the other")]
    [TestCase(
        "public void Run(int[] all) { Parallel.ForEach(all, x => Interlocked.Increment(ref _n)); _items.Add(_n); } "
        + "private int _n;",
        TestName = "silent: changed by the caller after the loop")]
    [TestCase(
        "public void Add(int k, int x) { var list = _byKey.GetOrAdd(k, _ => []); lock (list) list.Add(x); }",
        TestName = "silent: a list in a concurrent dictionary under its lock")]
    [TestCase(
        "public void Add(int k, int x) { if (!_byKey.TryGetValue(k, out var list)) { list = []; list.Add(x); _byKey.TryAdd(k, "
        + "list); } }",
        TestName = "silent: a list that is filled before it is in the dictionary")]
    [TestCase(
        "public void Take(int k) { if (_byKey.TryRemove(k, out var list)) list.Clear(); }",
        TestName = "silent: a list that is taken out of the dictionary")]
    [TestCase(
        "public void Add(int k, int x) => _byKey.AddOrUpdate(k, _ => [x], (_, old) => [.. old, x]);",
        TestName = "silent: a new list for each change")]
    [TestCase(
        "public void Add(int k, int x) { if (_byKey.TryGetValue(k, out var list)) { list = new(list); list.Add(x); _byKey[k] = "
        + "list; } }",
        TestName = "silent: a copy that is changed")]
    [TestCase(
        "public void Add(int x) => _byKey.GetOrAdd(Environment.CurrentManagedThreadId, _ => []).Add(x);",
        TestName = "silent: a list for each thread's number")]
    [TestCase(
        "private readonly ConcurrentDictionary<int, ConcurrentBag<int>> _bags = new(); public void Add(int k, int x) => "
        + "_bags.GetOrAdd(k, _ => []).Add(x);",
        TestName = "silent: a bag in a concurrent dictionary")]
    [TestCase(
        "public int Count(int k) => _byKey.TryGetValue(k, out var list) ? list.Count : 0;",
        TestName = "silent: a list in a concurrent dictionary that nobody changes")]
    [TestCase(
        "public Sample() => _byKey.GetOrAdd(1, _ => []).Add(1); public int Count(int k) => _byKey[k].Count;",
        TestName = "silent: filled by the constructor, in a concurrent dictionary")]
    [TestCase(
        "public void Run(int[] all) { var byKey = new ConcurrentDictionary<int, List<int>>(); foreach (var x in all) "
        + "byKey.GetOrAdd(x % 4, _ => []).Add(x); }",
        TestName = "silent: a concurrent dictionary of one thread")]
    [TestCase(
        "public async Task Run(string[] all) => await Task.WhenAll(all.Select(async x => { _items.Add(1); await "
        + "Task.Yield(); }));",
        TestName = "silent: a part before the first await")]
    [TestCase(
        "public async Task Run(string[] all) { foreach (var work in all.Select(Add)) await work; } private async Task "
        + "Add(string x) { await Task.Yield(); _items.Add(x.Length); }",
        TestName = "silent: a query that is awaited one by one")]
    [TestCase(
        "public void Run(int[] all) { var work = new Queue<int>(all); for (var i = 0; i < 3; i++) new Thread(() => "
        + "Drain(work)).Start(); } private static void Drain(Queue<int> work) { lock (work) { while (work.TryDequeue(out var x)) "
        + "Console.Write(x); } }",
        TestName = "silent: a queue that threads hand to a method that takes a lock")]
    [TestCase(
        "public void Run(int[] all) { var seen = new Dictionary<int, int>(); Parallel.ForEach(all, x => Look(seen, x)); } "
        + "private void Look(Dictionary<int, int> seen, int x) => Console.Write(seen[x]);",
        TestName = "silent: a dictionary that a parallel loop only reads")]
    [TestCase(
        "public void Run(int[] all) { var work = new Queue<int>(all); var one = new Thread(() => Drain(work)); one.Start(); "
        + "one.Join(); } private static void Drain(Queue<int> work) { while (work.TryDequeue(out var x)) Console.Write(x); }",
        TestName = "silent: a queue that one thread is handed")]
    [TestCase(
        "private static readonly Dictionary<int, int> Known = []; public static void Register(int x, int v) => Known[x] = v; "
        + "public static int Of(int x) => Known.TryGetValue(x, out var v) ? v : 0;",
        TestName = "silent: static entries that are registered")]
    [TestCase(
        "private static readonly Dictionary<int, int> Cache = []; private static int Of(int x) { if (!Cache.ContainsKey(x)) "
        + "Cache[x] = x * x; return Cache[x]; } public static void Main() => Console.WriteLine(Of(3));",
        TestName = "silent: a program's own cache")]
    [TestCase(
        "[ThreadStatic] private static Dictionary<int, int>? t_cache; public static int Of(int x) { t_cache ??= []; "
        + "if (!t_cache.ContainsKey(x)) t_cache[x] = x * x; return t_cache[x]; }",
        TestName = "silent: a cache for each thread")]
    [TestCase(
        "private readonly Dictionary<int, int> _cache = []; public int Of(int x) { if (!_cache.ContainsKey(x)) "
        + "_cache[x] = x * x; return _cache[x]; }",
        TestName = "silent: a cache for each object")]
    [TestCase(
        "public void Run(int[] all) => Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = 1 }, x => "
        + "_items.Add(x));",
        TestName = "silent: one at a time")]
    public Task A_collection_that_one_thread_has_is_silent(string members) => Is(PlainCollectionSharedTests.Sample(members));

    [Test]
    public Task Async_calls_that_an_extension_waits_for_are_silent() => Is(
        """
        static class Waiting { public static void WaitAndUnwrap(this Task task) => task.GetAwaiter().GetResult(); }
        sealed class Sample
        {
            private readonly List<int> _items = [];
            public void Run() { while (_items.Count < 9) Add().WaitAndUnwrap(); }
            private async Task Add() { await Task.Yield(); _items.Add(1); }
        }
        """);

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0303");
}
