using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0301")]
public sealed class NonAtomicUpdateTests
{
    [TestCase("public void Run() => Parallel.For(0, 9, _ => [|_n++|]);", TestName = "reported: a body of Parallel.For")]
    [TestCase(
        "public void Run() { var n = 0; Parallel.ForEach(new[] { 1, 2 }, x => { [|n += x|]; }); "
        + "Console.WriteLine(n); }",
        TestName = "reported: a captured local")]
    [TestCase(
        "public void Run() { var n = 0; for (var i = 0; i < 9; i++) Task.Run(() => { [|n++|]; }); }",
        TestName = "reported: tasks of a loop")]
    [TestCase(
        "public void Run() { var n = 0; var a = new Thread(Work); var b = new Thread(Work); a.Start(); "
        + "b.Start(); void Work() { [|n++|]; } }",
        TestName = "reported: two threads with one local function")]
    [TestCase(
        "public void Run() { var a = new Thread(Work); var b = new Thread(Work); a.Start(); b.Start(); } "
        + "private void Work() => [|_n++|];",
        TestName = "reported: two threads with one method")]
    [TestCase(
        "private static int _all; public static void Run() => Parallel.For(0, 9, _ => { [|_all = _all + 1|]; "
        + "});",
        TestName = "reported: a static field")]
    [TestCase(
        "private int P { get; set; } public void Run() => Parallel.For(0, 9, _ => { [|P += 2|]; });",
        TestName = "reported: an automatic property")]
    [TestCase(
        "private int _m; public int M { get => _m; set => _m = value; } public void Run() => Parallel.For(0, 9, "
        + "_ => { [|M++|]; });",
        TestName = "reported: a property with accessors")]
    [TestCase(
        "private Timer? _timer; public void Start() => _timer = new Timer(_ => { [|_n++|]; }, null, 0, 10);",
        TestName = "reported: a timer that runs into itself")]
    [TestCase(
        "public void Run() { var t = new System.Timers.Timer(10); t.Elapsed += (_, _) => { [|_n++|]; }; "
        + "t.Start(); }",
        TestName = "reported: an event of a timer")]
    [TestCase(
        "public void Run() { var t = Task.Run(() => { [|_n++|]; }); [|_n--|]; t.Wait(); }",
        TestName = "reported: a task beside its starter")]
    [TestCase(
        "public void Start() => Task.Run(() => { while (true) [|_n++|]; }); public void Reset() => _n = 0;",
        TestName = "reported: a plain write beside a task")]
    [TestCase(
        "private readonly int[] _counts = new int[4]; public void Run(int[] xs) => Parallel.For(0, xs.Length, i "
        + "=> { [|_counts[xs[i] % 4]++|]; });",
        TestName = "reported: an element of an array")]
    [TestCase(
        "public void Run() { var part = new Part(); Parallel.For(0, 9, _ => { [|part.X++|]; }); }",
        TestName = "reported: a field of a captured object")]
    [TestCase(
        "private readonly Part _part = new(); public void Run() => Parallel.For(0, 9, _ => { [|_part.X++|]; });",
        TestName = "reported: a field of a part")]
    [TestCase(
        "private Point _point; public void Run() => Parallel.For(0, 9, _ => { [|_point.X += 1|]; }); private "
        + "struct Point { public int X; }",
        TestName = "reported: a field of a struct")]
    [TestCase(
        "public async Task Run(string[] urls) => await Task.WhenAll(urls.Select(async u => { await "
        + "Task.Yield(); [|_n++|]; }));",
        TestName = "reported: an async lambda of a Select")]
    [TestCase(
        "public Task Run(string[] urls) => Task.WhenAll(urls.Select(Fetch)); private async Task Fetch(string "
        + "url) { await Task.Yield(); [|_n++|]; }",
        TestName = "reported: async calls of a Select")]
    [TestCase(
        "public async Task Run(string[] urls) { var all = new List<Task>(); foreach (var u in urls) "
        + "all.Add(Fetch(u)); await Task.WhenAll(all); } private async Task Fetch(string url) { await "
        + "Task.Yield(); [|_n += url.Length|]; }",
        TestName = "reported: async calls of a loop")]
    [TestCase(
        "private readonly ConcurrentDictionary<int, int> _map = new(); public void Add(int k) { if "
        + "(_map.TryAdd(k, k)) [|_n++|]; } public int Count => _n;",
        TestName = "reported: a count beside a concurrent dictionary")]
    [TestCase(
        "private readonly object _gate = new(); private readonly List<int> _items = []; public void Add(int x) "
        + "{ lock (_gate) _items.Add(x); [|_n++|]; } public int Count => _n;",
        TestName = "reported: a count after the section")]
    [TestCase(
        "private readonly object _gate = new(); private bool _isSeen; public void Add(int x) { if (_isSeen) "
        + "return; [|_isSeen = true|]; lock (_gate) Console.WriteLine(x); }",
        TestName = "reported: a flag that is looked at and set")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private bool _isOpen; public void Add(int x) { "
        + "_q.Enqueue(x); if (!_isOpen) { [|_isOpen = true|]; Go(); } } private void Go() { }",
        TestName = "reported: a flag that starts something once")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private "
        + "System.Collections.Immutable.ImmutableList<int> _all = []; public void Add(int x) { _q.Enqueue(x); "
        + "[|_all = _all.Add(x)|]; }",
        TestName = "reported: an immutable list")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private int _max; public void Add(int x) { "
        + "_q.Enqueue(x); if (x > _max) [|_max = x|]; }",
        TestName = "reported: the greatest so far")]
    [TestCase(
        "public async Task Run() { var sum = 0; await Task.WhenAll(Task.Run(Work), Task.Run(Work)); void Work() "
        + "{ var old = sum; [|sum = old + 1|]; } }",
        TestName = "reported: a local that holds the old value")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private List<int>? _all; public void Add(int x) { "
        + "_q.Enqueue(x); ([|_all ??= new()|]).Add(x); }",
        TestName = "reported: a list that is made when it is needed")]
    [TestCase(
        "private readonly ConcurrentQueue<int> _q = new(); private Task? _made; public Task Get() { _q.Clear(); "
        + "if (_made is null) [|_made = Task.Run(() => { })|]; return _made; }",
        TestName = "reported: a task that is made when it is needed")]
    [TestCase(
        "private static int _last; public static int Next() => [|++_last|];",
        TestName = "reported: numbers for everybody")]
    [TestCase(
        "public void Run() { var gate = new object(); var n = 0; Parallel.For(0, 9, _ => { lock (gate) n++; }); "
        + "Parallel.Invoke(() => { lock (gate) n++; }, () => { [|n++|]; }); }",
        TestName = "reported: one of two under a local lock")]
    [TestCase(
        "public void Run() { var all = new SemaphoreSlim(4); Parallel.For(0, 9, _ => { all.Wait(); [|_n++|]; "
        + "all.Release(); }); }",
        TestName = "reported: a semaphore that lets several in")]
    [TestCase(
        "public int Sum(int[] xs) { var sum = 0; xs.AsParallel().ForAll(x => { [|sum += x|]; }); return sum; }",
        TestName = "reported: a parallel query")]
    [TestCase(
        "public void Run() { var n = 0; Action work = () => { [|n++|]; }; new Thread(() => work()).Start(); "
        + "Task.Run(work); Task.Run(work); }",
        TestName = "reported: a delegate that runs twice")]
    [TestCase(
        "public async Task Run() => await Task.WhenAll(Up(), Down()); private async Task Up() { await Task.Yield(); [|_n++|]; } "
        + "private async Task Down() { await Task.Yield(); [|_n--|]; }",
        TestName = "reported: two async methods that are waited for together")]
    [TestCase(
        "public async Task Run() { var t = Task.Run(() => { [|_n++|]; }); await Task.Yield(); [|_n--|]; await t; }",
        TestName = "reported: a wait for something else")]
    [TestCase(
        "public void Run() { for (int i = 0, n = 0; i < 9; i++) Task.Run(() => { [|n++|]; }); }",
        TestName = "reported: a variable of a for loop")]
    public Task It_is_reported(string members) => Is(NumberSample.With(members));

    [TestCase(
        "/// <summary>Safe for several threads.</summary>", "[|_n++|]",
        TestName = "reported: a type that says that it is for threads")]
    [TestCase(
        "/// <summary>Not safe for use by several threads.</summary>", "_n++",
        TestName = "silent: a type that says that it is not for threads")]
    public Task What_the_type_says_counts_reported_or_silent(string before, string update) => Is(
        $$"""
        {{before}}
        class Sample { private int _n; public void Add() => {{update}}; public int Get() => _n; }
        """);

    [Test]
    public Task A_singleton_without_a_lock_is_reported() => Is(
        """
        sealed class Single
        {
            private static Single? _single;
            private Single() { }
            public static Single Instance => [|_single ??= new Single()|];
        }
        sealed class Other
        {
            private static Other? _other;
            private Other() { }
            public static Other Get() { if (_other == null) [|_other = new Other()|]; return _other; }
        }
        """);

    [Test]
    public Task An_object_that_anybody_may_make_is_silent() => Is(
        """
        sealed class Options
        {
            private static Options? _default;
            public static Options Default => _default ??= new Options();
        }
        """);

    [Test]
    public Task A_hosted_loop_beside_a_member_is_reported() => Is(
        """
        abstract class BackgroundService { protected abstract Task ExecuteAsync(CancellationToken stop); }
        sealed class Service : BackgroundService
        {
            private int _pending;
            public void Add() => [|_pending++|];
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { [|_pending--|]; await Task.Yield(); }
            }
        }
        """);

    [Test]
    public Task What_a_lock_guards_elsewhere_is_silent_here() => Is(
        """
        sealed class Guarded
        {
            private readonly object _gate = new();
            private int _n;
            public void Add() { lock (_gate) _n++; }
            public void More() => _n++;
        }
        """);

    [Test]
    public Task Code_of_a_user_interface_is_silent() => Is(
        """
        class ViewModelBase;
        sealed class Main : ViewModelBase
        {
            private int _n;
            public Task Run(string[] urls) => Task.WhenAll(urls.Select(Fetch));
            private async Task Fetch(string url) { await Task.Yield(); _n++; }
        }
        """);

    [Test]
    public Task A_single_instance_that_can_be_two_is_reported() => Is(
        "class One { private static One? _instance; private int _n; public int N => _n; "
        + "public static One Instance => [|_instance ??= new One()|]; public void Set(int n) => _n = n; }");

    [Test]
    public Task Two_instances_that_cannot_differ_are_silent() => Is(
        "class One { private static One? _instance; public static One Instance => _instance ??= new One(); public int N => 3; }");

    [Test]
    public Task The_message_tells_both_threads() => Analyzed.AssertAsync<LocksetAnalyzer>(
        NumberSample.With("public void Start() => Task.Run(() => { [|_n++|]; }); public void Back() => [|_n--|];"), "KATA0301",
        "'_n' is read and then written here by a lambda in Start while Back changes it, and no lock keeps the two apart: one"
        + " reads 5, the other reads 5, both write 6, and one is lost");

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0301");
}
