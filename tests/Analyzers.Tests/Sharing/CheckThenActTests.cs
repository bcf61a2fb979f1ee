using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0306")]
public sealed class CheckThenActTests
{
    [TestCase(
        "public void M(int k) { if (![|_map.ContainsKey(k)|]) _map[k] = Make(); }",
        TestName = "reported: ContainsKey and a write")]
    [TestCase(
        "public void M(int k) { if (![|_map.ContainsKey(k)|]) { _map.TryAdd(k, Make()); } }",
        TestName = "reported: ContainsKey and TryAdd")]
    [TestCase(
        "public string M(int k) { if (![|_map.TryGetValue(k, out var v)|]) { v = Make(); _map[k] = v; } return v; }",
        TestName = "reported: TryGetValue and a write")]
    [TestCase(
        "public string M(int k) { if ([|_map.TryGetValue(k, out var v)|]) return v; v = Make(); _map[k] = v; return v; }",
        TestName = "reported: an early return and a write")]
    [TestCase(
        "public string M(int k) { if ([|_map.TryGetValue(k, out var v)|]) return v; v = Make(); _map.TryAdd(k, v); return v; }",
        TestName = "reported: an early return and TryAdd")]
    [TestCase(
        "public async Task<string> M(int k) { if ([|_map.TryGetValue(k, out var v)|]) return v; v = await "
        + "Task.FromResult(Make()); _map[k] = v; return v; }",
        TestName = "reported: an await between")]
    [TestCase(
        "public string M(int k) { if ([|_map.ContainsKey(k)|]) { return \"\"; } else { _map[k] = Make(); return Make(); } }",
        TestName = "reported: a write in the other branch")]
    [TestCase(
        "public void M(int k) { var has = [|_map.ContainsKey(k)|]; if (!has) _map[k] = Make(); }",
        TestName = "reported: kept in a local")]
    [TestCase("public void M(int k) { [|_counts[k]|]++; }", TestName = "reported: ++")]
    [TestCase("public void M(int k) { [|_counts[k]|] += 2; }", TestName = "reported: +=")]
    [TestCase(
        "public void M(int k) { [|_counts.TryGetValue(k, out var n)|]; _counts[k] = n + 1; }",
        TestName = "reported: what was found, and one more")]
    [TestCase(
        "public void M(int k) { var n = [|_counts.GetValueOrDefault(k)|]; _counts[k] = n + 1; }",
        TestName = "reported: GetValueOrDefault")]
    [TestCase(
        "public void M(int k) { _counts[k] = [|_counts.TryGetValue(k, out var n)|] ? n + 1 : 1; }",
        TestName = "reported: a conditional value")]
    [TestCase(
        "public void M(int k) { if ([|_counts.ContainsKey(k)|]) _counts[k] = 3; } public void R(int k) => "
        + "_counts.TryRemove(k, out _);",
        TestName = "reported: a write where there was an entry")]
    [TestCase(
        "public int M(int k) { if ([|_counts.ContainsKey(k)|]) return _counts[k]; return 0; } public void R(int k) => "
        + "_counts.TryRemove(k, out _);",
        TestName = "reported: ContainsKey and a read")]
    [TestCase(
        "public int M(int k) => [|_counts.ContainsKey(k)|] ? _counts[k] : 0; public void R() => _counts.Clear();",
        TestName = "reported: ContainsKey and a read in one expression")]
    [TestCase(
        "public int M() { if (![|_queue.IsEmpty|]) { _queue.TryDequeue(out var x); return x; } return 0; }",
        TestName = "reported: IsEmpty")]
    [TestCase(
        "public int M() { if ([|_stack.Count|] > 0) { _stack.TryPop(out var x); return x; } return 0; }",
        TestName = "reported: Count")]
    [TestCase(
        "public int M() { while ([|_bag.Count|] != 0) { _bag.TryTake(out var x); Use(x); } return 0; }",
        TestName = "reported: a loop")]
    [TestCase(
        "public void M(int now) { while ([|_queue.TryPeek(out var t)|] && t < now) _queue.TryDequeue(out _); }",
        TestName = "reported: TryPeek and TryDequeue")]
    [TestCase("public void M(int x) { if ([|_queue.Count|] < Max) _queue.Enqueue(x); }", TestName = "reported: a bound")]
    [TestCase(
        "public bool M(int k) { if ([|_counts.Count|] >= Max) return false; return _counts.TryAdd(k, 1); }",
        TestName = "reported: a bound and an early return")]
    [TestCase("public void M(int x) { if (Max > [|_bag.Count|]) { _bag.Add(x); } }", TestName = "reported: a bound on the left")]
    [TestCase(
        "public void M(int k, int now) { if ([|_counts.TryGetValue(k, out var until)|] && until < now) "
        + "_counts.TryRemove(k, out _); } public void S(int k) => _counts[k] = 1;",
        TestName = "reported: an expired entry is removed")]
    [TestCase(
        "public static void M(ConcurrentDictionary<int, string> given, int k) { if (![|given.ContainsKey(k)|]) given[k] "
        + "= Make(); }",
        TestName = "reported: a parameter")]
    [TestCase(
        "public void M(int[] all) { var own = new ConcurrentDictionary<int, int>(); Parallel.ForEach(all, x => { if "
        + "(![|own.ContainsKey(x)|]) own[x] = 1; }); }",
        TestName = "reported: a local in Parallel.ForEach")]
    [TestCase(
        "private static readonly ConcurrentDictionary<Type, string> Names = new(); public static string M(Type t) { if "
        + "([|Names.TryGetValue(t, out var n)|]) return n; n = t.Name; Names[t] = n; return n; }",
        TestName = "reported: a static cache")]
    [TestCase(
        "private readonly object _gate = new(); public void M(int k) { if (![|_map.ContainsKey(k)|]) lock (_gate) "
        + "_map[k] = Make(); }",
        TestName = "reported: a lock around the second alone")]
    public Task A_check_then_act_is_reported(string members) => Is(Sample(members));

    [TestCase("public string M(int k) => _map.GetOrAdd(k, _ => Make());", TestName = "silent: GetOrAdd")]
    [TestCase("public void M(int k) => _counts.AddOrUpdate(k, 1, (_, n) => n + 1);", TestName = "silent: AddOrUpdate")]
    [TestCase("public void M(int k) => _map[k] = Make();", TestName = "silent: a write alone")]
    [TestCase(
        "public string M(int k) { if (_map.TryGetValue(k, out var v)) return v; return _map.GetOrAdd(k, Make()); }",
        TestName = "silent: TryGetValue and GetOrAdd")]
    [TestCase(
        "public bool M(int k) { if (_map.ContainsKey(k)) return false; return _map.TryAdd(k, Make()); }",
        TestName = "silent: TryAdd is looked at")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) { if (!_map.TryAdd(k, Make())) throw new Exception(); } }",
        TestName = "silent: TryAdd in a condition")]
    [TestCase(
        "public void M(int k) { while (true) { if (!_counts.TryGetValue(k, out var n)) { if (_counts.TryAdd(k, 1)) "
        + "return; } else if (_counts.TryUpdate(k, n + 1, n)) return; } }",
        TestName = "silent: a loop with TryUpdate")]
    [TestCase(
        "private readonly object _gate = new(); public void M(int k) { lock (_gate) { if (!_map.ContainsKey(k)) _map[k] "
        + "= Make(); } }",
        TestName = "silent: a lock around both")]
    [TestCase(
        "private readonly object _gate = new(); public string M(int k) { if (_map.TryGetValue(k, out var v)) return v; "
        + "lock (_gate) { if (_map.TryGetValue(k, out v)) return v; v = Make(); _map[k] = v; return v; } }",
        TestName = "silent: looked up again under the lock")]
    [TestCase(
        "private readonly object[] _gates = [new(), new()]; public void M(int k) { lock (_gates[k % 2]) { if "
        + "(!_map.ContainsKey(k)) _map[k] = Make(); } }",
        TestName = "silent: a lock for each key")]
    [TestCase(
        "private readonly SemaphoreSlim _one = new(1, 1); public async Task M(int k) { await _one.WaitAsync(); try { "
        + "_counts[k]++; } finally { _one.Release(); } }",
        TestName = "silent: a semaphore")]
    [TestCase(
        "public void M(int k) { var own = new ConcurrentDictionary<int, int>(); if (!own.ContainsKey(k)) own[k] = 1; }",
        TestName = "silent: a local that nobody else has")]
    [TestCase(
        "public void M() { if (_queue.Count > 0 && _queue.TryDequeue(out var x)) Use(x); }",
        TestName = "silent: TryDequeue is looked at")]
    [TestCase(
        "public void M() { while (!_queue.IsEmpty) { if (_queue.TryDequeue(out var x)) Use(x); } }",
        TestName = "silent: TryDequeue in an if")]
    [TestCase("public void M() { while (_queue.Count > Max) _queue.TryDequeue(out _); }", TestName = "silent: to trim")]
    [TestCase(
        "public void M() { if (!_queue.IsEmpty) _queue.TryDequeue(out _); }",
        TestName = "silent: an item that nobody wants")]
    [TestCase(
        "public int M(int k) { if (_counts.ContainsKey(k)) return _counts[k]; return 0; }",
        TestName = "silent: nobody removes")]
    [TestCase(
        "public int M(int k, int j) { if (_map.ContainsKey(k)) _map[j] = Make(); return 0; }",
        TestName = "silent: another key")]
    [TestCase("public void M(int k) { if (!_map.ContainsKey(k)) _counts[k] = 1; }", TestName = "silent: another dictionary")]
    [TestCase("public Sample() { if (!_map.ContainsKey(1)) _map[1] = Make(); }", TestName = "silent: the constructor")]
    [TestCase(
        "[ThreadConfined] public void M(int k) => Use(k); public void N(int k) { _map.TryGetValue(k, out var v); "
        + "Use(v!.Length); }",
        TestName = "silent: a read alone")]
    [TestCase(
        "public bool M(int k) => _map.ContainsKey(k); public void N(int k) => _map[k] = Make();",
        TestName = "silent: two members")]
    [TestCase(
        "public void M(int k, int now) { if (_counts.TryGetValue(k, out var n) && n < now) _counts.TryRemove(new "
        + "KeyValuePair<int, int>(k, n)); }",
        TestName = "silent: the pair is removed that was looked at")]
    [TestCase("public void M() { if (_counts.Count == 0) _counts[1] = 1; }", TestName = "silent: empty, and no bound")]
    [TestCase(
        "private readonly Dictionary<int, int> _plain = []; public void M(int k) { if (!_plain.ContainsKey(k)) _plain[k] = 1; }",
        TestName = "silent: a plain dictionary")]
    public Task What_is_one_step_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task An_update_of_what_was_read_is_reported() =>
        Is(Sample("public void M(int k) { _counts[k] = [|_counts[k]|] + 1; }"));

    [Test]
    public Task A_confined_type_is_silent() => Is(
        """
        sealed class ThreadConfinedAttribute : Attribute;
        [ThreadConfined] class Sample
        {
            private readonly ConcurrentDictionary<int, int> _map = new();
            public void M(int k) { if (!_map.ContainsKey(k)) _map[k] = 1; }
        }
        """);

    [Test]
    public Task The_message_tells_both_threads() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public string M(int k) { if (![|_map.TryGetValue(k, out var v)|]) { v = Make(); _map[k] = v; } return v; }"),
        "KATA0306",
        "Between TryGetValue and the write another thread can change '_map': both find no entry, both make one, and the later "
        + "replaces the earlier, which is in use by now; use GetOrAdd, or look at what TryAdd returns");

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0306");

    private static string Sample(string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        class Sample
        {
            private const int Max = 9;
            private readonly ConcurrentDictionary<int, string> _map = new();
            private readonly ConcurrentDictionary<int, int> _counts = new();
            private readonly ConcurrentQueue<int> _queue = new();
            private readonly ConcurrentStack<int> _stack = new();
            private readonly ConcurrentBag<int> _bag = [];
            private static string Make() => "";
            private static void Use(int x) { }
            {{members}}
        }
        """;
}
