using Katas.Analyzers.CodeFixes.Sharing;
using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

public sealed class CheckThenActFixTests
{
    [TestCase(
        "public void M(int k, string v) { if (!_map.ContainsKey(k)) _map[k] = v; }",
        "public void M(int k, string v) { _map.TryAdd(k, v); }")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) { _map.TryAdd(k, \"\"); } }",
        "public void M(int k) { _map.TryAdd(k, \"\"); }")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) _map[k] = Make(k); }",
        "public void M(int k) { _map.GetOrAdd(k, _ => Make(k)); }")]
    [TestCase(
        "public string M(int k) { if (!_map.TryGetValue(k, out var v)) { v = Make(k); _map[k] = v; } return v; }",
        "public string M(int k) { var v = _map.GetOrAdd(k, _ => Make(k)); return v; }")]
    [TestCase(
        "public string M(int k) { if (!_map.TryGetValue(k, out string? v)) { _map[k] = v = Make(k); } return v; }",
        "public string M(int k) { string? v = _map.GetOrAdd(k, _ => Make(k)); return v; }")]
    [TestCase(
        "public string? M(int k) { string? v; if (!_map.TryGetValue(k, out v)) { v = Make(k); _map.TryAdd(k, v); } return v; }",
        "public string? M(int k) { string? v; v = _map.GetOrAdd(k, _ => Make(k)); return v; }")]
    [TestCase(
        "public List<int> M(int k) { if (!_lists.TryGetValue(k, out var v)) { v = new(); _lists[k] = v; } return v; }",
        "public List<int> M(int k) { var v = _lists.GetOrAdd(k, _ => new()); return v; }")]
    [TestCase(
        "public string M(int k) { if (_map.TryGetValue(k, out var v)) return v; v = Make(k); _map[k] = v; return v; }",
        "public string M(int k) { return _map.GetOrAdd(k, _ => Make(k)); }")]
    [TestCase(
        "public string M(int k) { if (_map.TryGetValue(k, out var v)) { return v; } var n = Make(k); _map.TryAdd(k, n); "
        + "return n; }",
        "public string M(int k) { return _map.GetOrAdd(k, _ => Make(k)); }")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) _map[k] = Make(k); if (!_map.ContainsKey(1)) _map[1] = \"\"; }",
        "public void M(int k) { _map.GetOrAdd(k, _ => Make(k)); _map.TryAdd(1, \"\"); }")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<LocksetAnalyzer, CheckThenActFix>(Sample(bad), Sample(good), "KATA0306");

    [TestCase(
        "public async Task M(int k) { if (!_map.ContainsKey(k)) _map[k] = await Task.FromResult(Make(k)); }",
        TestName = "not fixed: await")]
    [TestCase(
        "public void M(int k, ref int n) { if (!_map.ContainsKey(k)) _map[k] = Make(n); }",
        TestName = "not fixed: a ref parameter")]
    [TestCase(
        "public void M(int k, ReadOnlySpan<char> s) { if (!_map.ContainsKey(k)) _map[k] = s.ToString(); }",
        TestName = "not fixed: a span")]
    [TestCase(
        "public void M(int k) { var n = 0; if (!_map.ContainsKey(k)) _map[k] = Make(n++); }",
        TestName = "not fixed: a step")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) { Make(1); _map[k] = Make(k); } }",
        TestName = "not fixed: more is done")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) _map[k] = \"\"; else Make(1); }",
        TestName = "not fixed: an else")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k) && k > 1) _map[k] = \"\"; }",
        TestName = "not fixed: another condition")]
    [TestCase(
        "public void M(string k) { if (!_map.ContainsKey(int.Parse(k))) _map[int.Parse(k)] = \"\"; }",
        TestName = "not fixed: a call makes the key")]
    [TestCase(
        "public void M(int k) { if (!_map.ContainsKey(k)) { /* why */ _map[k] = \"\"; } }",
        TestName = "not fixed: a comment")]
    [TestCase(
        "public void M(int k) { if (!_work.ContainsKey(k)) _work[k] = () => { }; }",
        TestName = "not fixed: the value is a delegate")]
    [TestCase(
        "public void M(int k) { if (!_queue.IsEmpty) { _queue.TryDequeue(out var x); Make(x); } }",
        TestName = "not fixed: a queue")]
    [TestCase("public void M(int k) { _counts[k]++; }", TestName = "not fixed: a count")]
    public Task It_is_not_fixed(string members) =>
        Fixed.AssertNoneAsync<LocksetAnalyzer, CheckThenActFix>(Sample(members), "KATA0306");

    private static string Sample(string members) =>
        $$"""
        class Sample
        {
            private readonly ConcurrentDictionary<int, string> _map = new();
            private readonly ConcurrentDictionary<int, List<int>> _lists = new();
            private readonly ConcurrentDictionary<int, Action> _work = new();
            private readonly ConcurrentDictionary<int, int> _counts = new();
            private readonly ConcurrentQueue<int> _queue = new();
            private static string Make(int x) => "";
            {{members}}
        }
        """;
}
