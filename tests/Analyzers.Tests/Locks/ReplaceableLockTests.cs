using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locks;

[Rule("KATA0002")]
public sealed class ReplaceableLockTests
{
    // Never assigned again: readonly would be enough.
    [TestCase("private object _gate = new(); void Run() { lock ([|_gate|]) { } }")]
    [TestCase("private static object s_gate = new(); static void Run() { lock ([|s_gate|]) { } }")]
    [TestCase("object _gate; public Sample() => _gate = new(); void Run() { lock ([|_gate|]) { } }")]
    [TestCase("private Lock _gate = new(); void Run() { lock ([|_gate|]) { } }")]
    [TestCase("private Lock _gate = new(); void Run() { using ([|_gate|].EnterScope()) { } }")]
    [TestCase("private SemaphoreSlim _gate = new(1, 1); async Task Run() { await [|_gate|].WaitAsync(); _gate.Release(); }")]
    [TestCase("private ReaderWriterLockSlim _gate = new(); void Run() { [|_gate|].EnterReadLock(); _gate.ExitReadLock(); }")]
    [TestCase("private Mutex _gate = new(); void Run() { [|_gate|].WaitOne(); _gate.ReleaseMutex(); }")]
    [TestCase("private object _gate = new(); void Run() { Monitor.Enter([|_gate|]); Monitor.Exit(_gate); }")]
    [TestCase("private List<int> _list = new(); void Run() { lock ([|_list|]) _list.Add(1); }")]
    [TestCase("object _gate = new(); object Gate => _gate; void Run() { lock ([|Gate|]) { } lock (_gate) { } }")]
    [TestCase("internal Lock Gate = new(); void Run() { lock ([|Gate|]) { } }")]
    [TestCase("internal object Gate = new(); void Run() { lock ([|Gate|]) { } }")]
    // Assigned again.
    [TestCase("object _gate = new(); void Run() { lock ([|_gate|]) { } } public void Reset() { _gate = new(); }")]
    [TestCase("object _gate = new(); public void Run() { lock ([|_gate|]) { _gate = new(); } }")]
    [TestCase("List<int> _items = new(); public List<int> Take() { lock ([|_items|]) { var all = _items; _items = new();"
        + " return all; } }")]
    [TestCase("object? _gate; public void Run() { _gate ??= new(); lock ([|_gate|]) { } }")]
    [TestCase("object? _gate; public void Run() { if (_gate == null) _gate = new(); lock ([|_gate|]) { } }")]
    [TestCase("SemaphoreSlim _gate = new(1); public async Task Run() { await [|_gate|].WaitAsync(); _gate.Release(); }"
        + " public void Reset() => _gate = new(1);")]
    [TestCase("object _gate = new(); public void Run() { lock ([|_gate|]) { } } public void Reset()"
        + " => Interlocked.Exchange(ref _gate, new());")]
    [TestCase("object _gate = new(); public void Run() { var gate = _gate; lock ([|gate|]) { } } public void Next()"
        + " { _gate = new(); }")]
    [TestCase("object[] _all = { new(), new() }; public void Run(int i) { lock ([|_all[i]|]) { } }"
        + " public void Reset(int i) { _all[i] = new(); }")]
    // Properties.
    [TestCase("public object Gate { get; set; } = new(); void Run() { lock ([|Gate|]) { } }")]
    [TestCase("private object Gate { get; set; } = new(); void Run() { lock ([|Gate|]) { } }")]
    [TestCase("static Lock Gate { get; set; } = new(); static void Run() { lock ([|Gate|]) { } }")]
    [TestCase("object Gate { get; set; } = new(); public void Run() { lock ([|Gate|]) { Gate = new(); } }")]
    [TestCase("void Run(Other other) { lock ([|other.Gate|]) { } }")]
    // Locals and parameters.
    [TestCase("void Run() { var gate = new object(); Task.Run(() => { lock ([|gate|]) { } }); gate = new(); }")]
    [TestCase("void Run() { var gate = new object(); Parallel.For(0, 9, i => { lock ([|gate|]) gate = new(); }); }")]
    [TestCase("object _o = new(); void Run(object gate) { gate = new object(); lock ([|gate|]) { } _ = _o; }")]
    public Task It_is_reported(string members) => Check(members);

    [TestCase("private readonly object _gate = new(); void Run() { lock (_gate) { } }")]
    [TestCase("private static readonly Lock Gate = new(); static void Run() { lock (Gate) { } }")]
    [TestCase("private readonly object _gate = new(); object Gate => _gate; void Run() { lock (Gate) { } }")]
    [TestCase("object Gate { get; } = new(); void Run() { lock (Gate) { } }")]
    [TestCase("object Gate { get; init; } = new(); void Run() { lock (Gate) { } }")]
    [TestCase("private readonly List<int> _list = new(); void Run() { lock (_list) _list.Add(1); }")]
    [TestCase("private SpinLock _gate = new(false); void Run() { var taken = false; _gate.Enter(ref taken); _gate.Exit(); }")]
    [TestCase("readonly ConcurrentDictionary<string, object> _gates = new(); void Run(string key)"
        + " { var gate = _gates.GetOrAdd(key, _ => new()); lock (gate) { } lock (_gates[key]) { } }")]
    [TestCase("object? _gate; void Run() { lock (Make()) { } } object Make() => Interlocked.CompareExchange("
        + "ref _gate, new(), null) ?? _gate!;")]
    [TestCase("object? _gate; object Gate { get { if (_gate == null) Interlocked.CompareExchange(ref _gate, new(), null);"
        + " return _gate!; } } public void Run() { lock (Gate) { } }")]
    [TestCase("object? _gate; void Run() { LazyInitializer.EnsureInitialized(ref _gate, () => new()); lock (_gate) { } }")]
    [TestCase("readonly object _outer = new(); object _gate = new(); public void Run() { lock (_outer) lock (_gate) { } }"
        + " public void Reset() { lock (_outer) _gate = new(); }")]
    [TestCase("readonly object _outer = new(); object? _gate; public void Run() { lock (_outer) _gate ??= new();"
        + " lock (_gate) { } }")]
    [TestCase("SemaphoreSlim? _gate = new(1); public void Dispose() { _gate = null; } public void Run()"
        + " { _gate!.Wait(); _gate.Release(); }")]
    [TestCase("object _gate; public Sample() { Make(); } [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_gate))]"
        + " private void Make() { _gate = new(); } public void Run() { lock (_gate) { } }")]
    [TestCase("private SemaphoreSlim _signal = new(0); async Task Run() { await _signal.WaitAsync(); }")]
    [TestCase("[ThreadStatic] private static object? t_gate; static void Run() { lock (t_gate!) { } }")]
    [TestCase("void Run() { var gate = new object(); Parallel.For(0, 9, i => { lock (gate) { } }); }")]
    [TestCase("void Run() { object gate; gate = new(); Task.Run(() => { lock (gate) { } }); }")]
    [TestCase("void Run(Link? at) { while (at != null) { lock (at) { } at = at.Next; } }")]
    [TestCase("void Run(IEnumerable<object> all) { foreach (var one in all) lock (one) { } }")]
    [TestCase("void Run(object first, object second) { if (first.Equals(second)) (first, second) = (second, first);"
        + " lock (first) lock (second) { } }")]
    [TestCase("readonly object[] _all = { new(), new() }; void Run(int i) { lock (_all[i]) { } }")]
    [TestCase("readonly object[] _all = new object[2]; public Sample() { for (var i = 0; i < 2; i++) _all[i] = new(); }"
        + " public void Run(int i) { lock (_all[i]) { } }")]
    [TestCase("void Run(System.Collections.ICollection all) { lock (all.SyncRoot) { } }")]
    [TestCase("object _item = new(); public void Reset() { _item = new(); } readonly object _gate = new();"
        + " public void Run() { lock (_gate) _ = _item; }")]
    [TestCase("object _gate = new(); public void Run() { lock (_gate) { } } public Sample Copy() { var copy = (Sample)"
        + "MemberwiseClone(); copy._gate = new(); return copy; }")]
    [TestCase("object _gate = new(); public void Run() { lock (_gate) { } } [System.Runtime.Serialization.OnDeserialized]"
        + " void Made(System.Runtime.Serialization.StreamingContext _) { _gate = new(); }")]
    [TestCase("class Part(Sample of) { public void Reset() => of._gate = new(); } object _gate = new();"
        + " public void Run() { lock (_gate) { } }")]
    public Task It_is_silent(string members) => Check(members);

    [Test]
    public Task A_record_and_a_struct_are_reported_too() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        record Account(int Id)
        {
            private object _gate = new();
            public void Run() { lock ([|_gate|]) { } }
        }

        struct Counter()
        {
            private object _gate = new();
            public void Run() { lock ([|_gate|]) { } }
        }

        class Store(object gate)
        {
            public void Run() { lock ([|gate|]) { } }
            public void Use(object other) => gate = other;
        }
        """, "KATA0002");

    [Test]
    public Task Parts_of_a_class_are_seen_as_one() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        partial class Sample
        {
            private object _gate = new();
            public void Run() { lock ([|_gate|]) { } }
        }

        partial class Sample
        {
            public void Reset() { _gate = new(); }
        }
        """, "KATA0002", "'_gate' is locked here, and Reset assigns it: a thread that comes then locks the new object, and is "
            + "inside together with whoever holds the old");

    [Test]
    public Task The_message_says_what_a_replacement_would_do() => Analyzed.AssertAsync<LocksetAnalyzer>(
        "class Sample { private object _gate = new(); void Run() { lock ([|_gate|]) { } } }", "KATA0002",
        "'_gate' is locked here, and is not readonly: once it is replaced, one thread is inside with the old object while "
            + "another one gets in with the new; make it readonly");

    private static Task Check(string members) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        class Link { public Link? Next; }
        class Other { public object Gate { get; set; } = new(); }
        partial class Sample { {{members}} }
        """, "KATA0002");
}
