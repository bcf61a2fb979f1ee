using Katas.Engine.Mutation.Operators;

namespace Katas.Harness.Tests.Mutation;

/// <summary>Disks, answers, repetitions and what is over.</summary>
public sealed class ProtocolOperatorTests
{
    private const string Machine = """
        private INodeContext _node = null!;
        private async Task StoreAsync() => await _node.Storage.AppendAsync("log", new byte[1]);
        private void Tell(NodeId to) => _node.Network.Send(to, 1);

        """;

    [TestCase(
        "async Task F(NodeId to) { await StoreAsync(); _node.Network.Send(to, 1); }",
        "async Task F(NodeId to) { _node.Network.Send(to, 1); await StoreAsync(); }")]
    [TestCase(
        "int n; async Task F(NodeId? to) { await StoreAsync(); n++; if (to is { } x) Tell(x); }",
        "int n; async Task F(NodeId? to) { if (to is { } x) Tell(x); await StoreAsync(); n++; }")]
    [TestCase(
        "async Task F(TaskCompletionSource t, bool b) { if (b) await StoreAsync(); t.SetResult(); }",
        "async Task F(TaskCompletionSource t, bool b) { t.SetResult(); if (b) await StoreAsync(); }")]
    [TestCase(
        "interface ILog { void Append(int x); } void F(ILog l, TaskCompletionSource t) { l.Append(1); t.SetResult(); }",
        "interface ILog { void Append(int x); } void F(ILog l, TaskCompletionSource t) { t.SetResult(); l.Append(1); }")]
    public void The_answer_leaves_first(string before, string after) =>
        Assert.That(PlantedText.In(new AckBeforePersist(), Machine + before), Is.EqualTo(new[] { after }));

    [TestCase("void F(NodeId to) { Tell(to); }", TestName = "nothing is stored")]
    [TestCase("async Task F(NodeId to) { Tell(to); await StoreAsync(); }", TestName = "it is first already")]
    [TestCase("async Task F() { await StoreAsync(); var to = _node.Id; Tell(to); }", TestName = "it needs what is between")]
    [TestCase(
        "async Task F(NodeId to, bool b) { await StoreAsync(); if (b) return; Tell(to); }",
        TestName = "a return is between")]
    [TestCase(
        "class Log { public void Append() { } } void F(Log l, NodeId to) { l.Append(); Tell(to); }",
        TestName = "memory only")]
    public void An_answer_that_cannot_leave_first_stays(string source) =>
        Assert.That(PlantedText.In(new AckBeforePersist(), Machine + source), Is.Empty);

    [TestCase("async Task F(IStorage s) { await s.FlushAsync(\"log\"); }", "async Task F(IStorage s) { }")]
    [TestCase(
        "async Task F(IStorage s) { await s.FlushDirectoryAsync().ConfigureAwait(false); }",
        "async Task F(IStorage s) { }")]
    [TestCase("void F(FileStream s) { s.Flush(true); }", "void F(FileStream s) { }")]
    [TestCase(
        "async Task F(IStorage s, byte[] b) { await s.ReplaceAsync(\"log\", b); }",
        "async Task F(IStorage s, byte[] b) { await s.WriteAsync(\"log\", 0, b); }")]
    [TestCase(
        "Step<string> F(NodeId to) => Step.To(\"\").Save(1).Send(to, 1);",
        "Step<string> F(NodeId to) => Step.To(\"\").Send(to, 1);")]
    public void A_flush_goes(string before, string after) =>
        Assert.That(PlantedText.In(new DropFlush(), before), Is.EqualTo(new[] { after }));

    [TestCase("class Pipe { public void Flush() { } } void F(Pipe p) { p.Flush(); }")]
    [TestCase("async Task F(IStorage s, byte[] b) { await s.AppendAsync(\"log\", b); }")]
    public void What_reaches_no_disk_stays(string source) => Assert.That(PlantedText.In(new DropFlush(), source), Is.Empty);

    [TestCase(
        "HashSet<int> _s = []; void F(int id) { if (!_s.Add(id)) return; n++; } int n;",
        "HashSet<int> _s = []; void F(int id) { if (!_s.Add(id) && false) return; n++; } int n;")]
    [TestCase(
        "ConcurrentDictionary<int, int> _s = new(); bool F(int id) => _s.TryAdd(id, 1);",
        "ConcurrentDictionary<int, int> _s = new(); bool F(int id) => _s.TryAdd(id, 1) || true;")]
    [TestCase(
        "Dictionary<int, int> _s = []; int F(int id) { if (_s.TryGetValue(id, out var x)) return x; return _s[id] = 1; }",
        "Dictionary<int, int> _s = []; "
            + "int F(int id) { if (_s.TryGetValue(id, out var x) && false) return x; return _s[id] = 1; }")]
    [TestCase(
        "HashSet<int> _s = []; int n; void F(int id) { if (!_s.Contains(id)) { n++; _s.Add(id); } if (_s.Remove(3)) n--; }",
        "HashSet<int> _s = []; int n; "
            + "void F(int id) { if (!_s.Contains(id) || true) { n++; _s.Add(id); } if (_s.Remove(3)) n--; }")]
    [TestCase(
        "HashSet<int> _s = [1]; int n; void F(int id) { if (!_s.Remove(id)) return; n++; }",
        "HashSet<int> _s = [1]; int n; void F(int id) { if (!_s.Remove(id) && false) return; n++; }")]
    [TestCase(
        "Guid _last; int n; void F(Guid id) { if (id == _last) return; _last = id; n++; }",
        "Guid _last; int n; void F(Guid id) { if (id == _last && false) return; _last = id; n++; }")]
    [TestCase(
        "HashSet<int> _s = []; bool F(int id) { _s.Add(id); return _s.Count > 2; }",
        "List<int> _s = []; bool F(int id) { _s.Add(id); return _s.Count > 2; }")]
    public void What_was_seen_is_new(string before, string after) =>
        Assert.That(PlantedText.In(new ForgetToDeduplicate(), before), Is.EqualTo(new[] { after }));

    [TestCase("List<int> _s = []; void F(int id) { _s.Add(id); }", TestName = "a list")]
    [TestCase(
        "Dictionary<int, int> _s = new() { [1] = 1 }; int F(int id) { if (_s.ContainsKey(id)) return 1; return 2; }",
        TestName = "never filled")]
    [TestCase(
        "Dictionary<int, int> _s = []; int F(int id) { if (!_s.ContainsKey(id)) return 0; return _s[id] = 1; }",
        TestName = "not there, so leave")]
    [TestCase("int _n; int F(int n) { if (n == _n) return 1; return 2; }", TestName = "never taken over")]
    public void What_asks_for_no_repetition_stays(string source) =>
        Assert.That(PlantedText.In(new ForgetToDeduplicate(), source), Is.Empty);

    [TestCase(
        "long _term; void F(long term) { if (term < _term) return; _term = term; }",
        "if (false) return;",
        "if (term <= _term) return;")]
    [TestCase("record M(long Epoch); long _epoch; bool F(M m) => m.Epoch >= _epoch;", "=> true;", "=> m.Epoch > _epoch;")]
    [TestCase(
        "long _newest; void F(long n) { if (_newest >= n) return; _newest = n; }",
        "if (false) return;",
        "if (_newest > n) return;")]
    [TestCase("record M(int Term); int Term; bool F(M m, bool b) => b && m.Term == Term;", "=> b && true;")]
    [TestCase("record M(int Term); int Term; int F(M m) { if (m.Term != Term) return 1; return 2; }", "if (false) return 1;")]
    public void What_is_over_is_taken_for_current(string before, params string[] changes)
    {
        var found = PlantedText.In(new SkipFencing(), before);
        Assert.That(found, Has.Count.EqualTo(changes.Length));
        Assert.That(found.Zip(changes), Has.All.Matches<(string Found, string Change)>(pair => pair.Found.Contains(pair.Change)));
    }

    [TestCase(
        "long _cents; void F(long amount) { if (amount > _cents) throw new Exception(); _cents -= amount; }",
        TestName = "an amount")]
    [TestCase("List<int> _all = []; bool F(int count) => count < _all.Count;", TestName = "a length")]
    [TestCase("long _term; int F(long term) { if (term == _term) return 1; return 2; }", TestName = "seen already")]
    [TestCase("int _terms; void F() { for (var term = 0; term < _terms; term++) { } }", TestName = "a loop")]
    [TestCase("double _term; bool F(double term) => term < _term;", TestName = "no whole numbers")]
    [TestCase("int _term, _other; bool F() => _other < _term;", TestName = "both are kept")]
    public void Comparisons_of_something_else_stay(string source) =>
        Assert.That(PlantedText.In(new SkipFencing(), source), Is.Empty);
}
