using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0303")]
public sealed class PlainCollectionSharedTests
{
    [TestCase(
        "public void Run(int[] all) => Parallel.ForEach(all, x => [|_items|].Add(x));",
        TestName = "reported: Parallel.ForEach adds to a list")]
    [TestCase(
        "public void Run(int[] all) => Parallel.For(0, 9, i => [|_map|][i] = i);",
        TestName = "reported: Parallel.For sets entries of a dictionary")]
    [TestCase(
        "public Task Run(int[] all) => Parallel.ForEachAsync(all, (x, _) => { [|_seen|].Add(x); return default; });",
        TestName = "reported: ForEachAsync adds to a set")]
    [TestCase(
        "public void Run(int[] all) => all.AsParallel().ForAll(x => [|_items|].Add(x));", TestName = "reported: ForAll")]
    [TestCase(
        "public async Task Run() { var tasks = new Task[9]; for (var i = 0; i < 9; i++) tasks[i] = Task.Run(() => "
        + "[|_text|].Append(1)); await Task.WhenAll(tasks); }",
        TestName = "reported: tasks of a loop write one StringBuilder")]
    [TestCase(
        "public async Task Run() => await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Task.Run(() => "
        + "[|_queue|].Enqueue(i))));",
        TestName = "reported: tasks of a Select")]
    [TestCase(
        "public async Task Run(int[] all) => await Task.WhenAll(all.Select(async x => { await Task.Yield(); "
        + "[|_items|].Add(x); }));",
        TestName = "reported: async lambdas of a Select")]
    [TestCase(
        "public void Run() { var a = Task.Run(() => [|_items|].Add(1)); var b = Task.Run(() => _items.Add(2)); "
        + "Task.WaitAll(a, b); }",
        TestName = "reported: two tasks")]
    [TestCase(
        "public void Run() { var a = Task.Run(Fill); var b = Task.Run(Fill); Task.WaitAll(a, b); } private void Fill() => "
        + "[|_items|].Add(1);",
        TestName = "reported: two tasks of one method")]
    [TestCase(
        "public void Run() { var a = new Thread(Fill); var b = new Thread(Fill); a.Start(); b.Start(); a.Join(); b.Join(); } "
        + "private void Fill() => [|_stack|].Push(1);",
        TestName = "reported: two threads of one method")]
    [TestCase(
        "public void Run() { Parallel.Invoke(() => [|_items|].Add(1), () => _items.Add(2)); }",
        TestName = "reported: Parallel.Invoke")]
    [TestCase(
        "private Timer? _timer; public void Begin() => _timer = new Timer(_ => [|_items|].Clear(), null, 0, 9); public "
        + "void Add(int x) => _items.Add(x);",
        TestName = "reported: a timer and a public member")]
    [TestCase(
        "public void Start() => new Thread(Work).Start(); private void Work() { foreach (var x in _items) Console.Write(x); } "
        + "public void Add(int x) => [|_items|].Add(x);",
        TestName = "reported: a worker walks while callers add")]
    [TestCase(
        "public async Task<int> Run() { var work = Task.Run(() => [|_items|].Add(1)); var n = _items.Count; await work; "
        + "return n; }",
        TestName = "reported: a look before the task is awaited")]
    [TestCase(
        "private readonly ConcurrentDictionary<int, int> _safe = []; public void Add(int x) { _safe[x] = x; "
        + "[|_items|].Add(x); } public int Count => _items.Count;",
        TestName = "reported: a list beside a concurrent dictionary")]
    [TestCase(
        "private static readonly Dictionary<int, int> Cache = []; public static int Of(int x) => Cache.TryGetValue(x, "
        + "out var v) ? v : [|Cache|][x] = x * x; private long _n; public void Count() => Interlocked.Increment(ref _n);",
        TestName = "reported: a static cache of a type for threads")]
    [TestCase(
        "private static readonly Dictionary<int, int> Cache = []; public static int Of(int x) { if (!Cache.TryGetValue(x, "
        + "out var v)) { v = x * x; [|Cache|][x] = v; } return v; }",
        TestName = "reported: a static cache that is filled at the first use")]
    [TestCase(
        "private static readonly Dictionary<int, int> Cache = []; public int Of(int x) { if (!Cache.ContainsKey(x)) "
        + "[|Cache|].Add(x, x * x); return Cache[x]; }",
        TestName = "reported: a static cache that objects fill")]
    [TestCase(
        "public void Run(int[] all) { var work = new Queue<int>(all); for (var i = 0; i < 3; i++) new Thread(() => "
        + "Drain([|work|])).Start(); } private static void Drain(Queue<int> work) { while (work.TryDequeue(out var x)) "
        + "Console.Write(x); }",
        TestName = "reported: a queue that threads hand to a method")]
    [TestCase(
        "public void Run(int[] all) { var seen = new Dictionary<int, int>(); Parallel.ForEach(all, x => Note([|seen|], x)); } "
        + "private void Note(Dictionary<int, int> seen, int x) => seen[x] = 1;",
        TestName = "reported: a dictionary that a parallel loop hands to a method")]
    [TestCase(
        "public void Run(int[] all) { var found = new List<int>(); Parallel.ForEach(all, x => [|found|].Add(x)); }",
        TestName = "reported: a captured list in Parallel.ForEach")]
    [TestCase(
        "public async Task Run(string[] all) { var sizes = new Dictionary<string, int>(); await "
        + "Task.WhenAll(all.Select(async x => { await Task.Yield(); [|sizes|][x] = x.Length; })); }",
        TestName = "reported: a captured dictionary in async lambdas")]
    [TestCase(
        "public void Run() { var found = new List<int>(); var tasks = new List<Task>(); for (var i = 0; i < 9; i++) "
        + "tasks.Add(Task.Run(() => [|found|].Add(1))); Task.WaitAll([.. tasks]); }",
        TestName = "reported: a captured list in tasks of a loop")]
    [TestCase(
        "public async Task Run() { var found = new List<int>(); void Fill() => [|found|].Add(1); await "
        + "Task.WhenAll(Task.Run(Fill), Task.Run(Fill)); }",
        TestName = "reported: a local function in two tasks")]
    [TestCase(
        "public int Run() { var found = new List<int>(); var work = Task.Run(() => [|found|].Add(1)); found.Add(2); "
        + "work.Wait(); return found.Count; }",
        TestName = "reported: a task and the method that starts it")]
    [TestCase(
        "public void Run(int[] all) { var gate = new object(); var found = new List<int>(); Parallel.ForEach(all, x => { "
        + "if (x > 1) lock (gate) found.Add(x); else [|found|].Add(0); }); }",
        TestName = "reported: a captured list under a lock here and not there")]
    [TestCase(
        "public void Run(int[] all, List<int> found) => Parallel.ForEach(all, x => [|found|].Add(x));",
        TestName = "reported: a parameter")]
    [TestCase(
        "public void Run(int[] all) { all.AsParallel().Select(x => { [|_items|].Add(x); return x; }).ToArray(); }",
        TestName = "reported: a side effect of a parallel query")]
    [TestCase(
        "public void Add(int k, int x) => [|_byKey.GetOrAdd(k, _ => [])|].Add(x);",
        TestName = "reported: a list in a concurrent dictionary")]
    [TestCase(
        "public void Add(int k, int x) { var list = _byKey.GetOrAdd(k, _ => []); [|list|].Add(x); }",
        TestName = "reported: a list from a concurrent dictionary in a local")]
    [TestCase(
        "public void Add(int k, int x) { if (_byKey.TryGetValue(k, out var list)) [|list|].Add(x); }",
        TestName = "reported: TryGetValue and Add")]
    [TestCase(
        "public void Add(int k, int x) { if (!_byKey.TryGetValue(k, out var list)) { list = []; _byKey[k] = list; } "
        + "[|list|].Add(x); }",
        TestName = "reported: TryGetValue, or a list that is made, and Add")]
    [TestCase("public void Add(int k, int x) => [|_byKey[k]|].Add(x);", TestName = "reported: the indexer and Add")]
    [TestCase(
        "public void Add(int k, int x) => _byKey.AddOrUpdate(k, _ => [x], (_, old) => { [|old|].Add(x); return old; });",
        TestName = "reported: the old value in AddOrUpdate")]
    [TestCase(
        "private readonly ConcurrentDictionary<int, Dictionary<int, int>> _maps = new(); public void Set(int k, int x) => "
        + "[|_maps.GetOrAdd(k, _ => new())|][x] = 1;",
        TestName = "reported: a dictionary in a concurrent dictionary")]
    [TestCase(
        "public void Run(int[] all) { var byKey = new ConcurrentDictionary<int, List<int>>(); Parallel.ForEach(all, x => "
        + "[|byKey.GetOrAdd(x % 4, _ => [])|].Add(x)); }",
        TestName = "reported: a list in a captured concurrent dictionary")]
    [TestCase(
        "public async Task Run(string[] all) { var found = new List<string>(); await Task.WhenAll(Add(), Add()); async Task "
        + "Add() { await Task.Yield(); [|found|].Add(all[0]); } }",
        TestName = "reported: two calls of an async function")]
    [TestCase(
        "public async Task Run(string[] all) { var both = all.Select(Add); await Task.WhenAll(both); } private async Task "
        + "Add(string x) { await Task.Yield(); [|_items|].Add(x.Length); }",
        TestName = "reported: an async method in a Select")]
    [TestCase(
        "public void Run() { Action work = () => [|_items|].Add(1); Task.Run(work); Task.Run(work); }",
        TestName = "reported: a delegate that runs twice")]
    public Task A_shared_collection_is_reported(string members) => Is(Sample(members));

    [Test]
    public Task The_message_tells_both_threads() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public void Start() => Task.Run(() => _map.ContainsKey(1)); public void Put() => [|_map|][1] = 1;"), "KATA0303",
        "Put changes the Dictionary '_map', and what Start starts reads it at the same time with no lock in common: it "
        + "grows while the other looks, who misses what has been there for an hour, or throws");

    [Test]
    public Task It_is_reported_in_a_program_of_statements() => IsProgram(
        """
        var found = new List<int>();
        var tasks = Enumerable.Range(0, 9).Select(i => Task.Run(() => [|found|].Add(i)));
        await Task.WhenAll(tasks);
        """);

    private static async Task IsProgram(string marked)
    {
        var markup = Markup.Parse(marked);
        var found = await Analyzed.FindAsync<LocksetAnalyzer>(
            Analyzed.Compile(markup.Code, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication), "KATA0303");
        Assert.That(found, Has.Count.EqualTo(markup.Places.Count));
    }

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0303");

    internal static string Sample(string members) => members.Contains("_byKey", StringComparison.Ordinal)
        ? $$"""
        sealed class Sample
        {
            private readonly ConcurrentDictionary<int, List<int>> _byKey = new();
            {{members}}
        }
        """
        :
        $$"""
        sealed class Sample
        {
            private readonly List<int> _items = [];
            private readonly Dictionary<int, int> _map = [];
            private readonly HashSet<int> _seen = [];
            private readonly Queue<int> _queue = new();
            private readonly Stack<int> _stack = new();
            private readonly System.Text.StringBuilder _text = new();
            {{members}}
        }
        """;
}
