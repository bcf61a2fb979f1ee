using Katas.Engine.Mutation.Operators;

namespace Katas.Harness.Tests.Mutation;

/// <summary>Interlocked, volatile, compare-and-set, publication and reads that are out of date.</summary>
public sealed class MemoryOperatorTests
{
    [TestCase("int x; int F() => Interlocked.Increment(ref x);", "int x; int F() => ++x;")]
    [TestCase("long x; bool F() => Interlocked.Decrement(ref x) == 0;", "long x; bool F() => (--x) == 0;")]
    [TestCase("int x; int F(int n) => Interlocked.Add(ref x, n > 0 ? n : 1);", "int x; int F(int n) => x += n > 0 ? n : 1;")]
    [TestCase(
        "int[] x = new int[4]; void F() { Interlocked.Increment(ref x[2]); }",
        "int[] x = new int[4]; void F() { ++x[2]; }")]
    [TestCase("long x; long F() => Interlocked.Read(ref x) + 1;", "long x; long F() => (x) + 1;")]
    [TestCase("int x; bool F() => Interlocked.Exchange(ref x, 1) == 0;", "int x; bool F() => (x, x = 1).Item1 == 0;")]
    [TestCase("int x; void F() => Interlocked.Exchange(ref x, 1);", "int x; void F() => x = 1;")]
    [TestCase("string? x; string? F() => Interlocked.Exchange(ref x, null);", "string? x; string? F() => (x, x = null).Item1;")]
    [TestCase("int x; bool F() => (Interlocked.Or(ref x, 4) & 4) == 0;", "int x; bool F() => ((x, x |= 4).Item1 & 4) == 0;")]
    [TestCase("int x; void F() { Interlocked.And(ref x, ~4); }", "int x; void F() { x &= ~4; }")]
    [TestCase(
        "int x; bool F(int s) => Interlocked.CompareExchange(ref x, s + 1, s) == s;",
        "int x; bool F(int s) => (x == s ? (x, x = s + 1).Item1 : x) == s;")]
    [TestCase(
        "object? x; object F(object o) => Interlocked.CompareExchange(ref x, o, null) ?? o;",
        "object? x; object F(object o) => (x is null ? (x, x = o).Item1 : x) ?? o;")]
    [TestCase(
        "string x = \"\"; void F(string s) { Interlocked.CompareExchange(ref x, s + 1, s); }",
        "string x = \"\"; void F(string s) { if (ReferenceEquals(x, s)) x = s + 1; }")]
    [TestCase(
        "int x; Action F() => () => Interlocked.CompareExchange(ref x, 1, 0);",
        "int x; Action F() => () => _ = (x == 0 ? (x, x = 1).Item1 : x);")]
    public void Interlocked_becomes_plain(string before, string after) =>
        Assert.That(PlantedText.In(new InterlockedToPlain(), before), Is.EqualTo(new[] { after }));

    [TestCase(
        "static class Interlocked { public static int Increment(ref int x) => x; } "
            + "int y; int F() => Interlocked.Increment(ref y);")]
    [TestCase("void F() => Interlocked.MemoryBarrier();")]
    [TestCase("int x; int F() => Volatile.Read(ref x);")]
    public void Interlocked_is_told_by_its_type(string source) =>
        Assert.That(PlantedText.In(new InterlockedToPlain(), source), Is.Empty);

    [TestCase("private volatile bool _on; bool F() => _on;", "private bool _on; bool F() => _on;")]
    [TestCase("int x; int F() => Volatile.Read(ref x);", "int x; int F() => x;")]
    [TestCase("int x; void F(int n) => Volatile.Write(ref x, n);", "int x; void F(int n) => x = n;")]
    [TestCase("void F() { Thread.MemoryBarrier(); }", "void F() { }")]
    public void Volatile_goes(string before, string after) =>
        Assert.That(PlantedText.In(new DropVolatile(), before), Is.EqualTo(new[] { after }));

    [TestCase("int x; int F() => x;")]
    [TestCase("int x; int F() => Interlocked.Increment(ref x);")]
    public void What_is_not_volatile_stays(string source) => Assert.That(PlantedText.In(new DropVolatile(), source), Is.Empty);

    [TestCase(
        "int x; void F() { int s; do s = x; while (Interlocked.CompareExchange(ref x, s + 1, s) != s); }",
        "int x; void F() { int s; do s = x; while (Interlocked.CompareExchange(ref x, s + 1, s) != s && false); }")]
    [TestCase(
        "int x; bool F() { while (true) { var s = x; if (Interlocked.CompareExchange(ref x, 1, s) == s) return true; } }",
        "int x; bool F() { while (true) { var s = x; "
            + "if (Interlocked.CompareExchange(ref x, 1, s) == s || true) return true; } }")]
    [TestCase(
        "int x; bool F(int s) { var was = Interlocked.CompareExchange(ref x, 1, s); return s == was; }",
        "int x; bool F(int s) { var was = Interlocked.CompareExchange(ref x, 1, s); return s == was || true; }")]
    [TestCase(
        "int x; bool F() => Interlocked.Exchange(ref x, 1) == 0;",
        "int x; bool F() => Interlocked.Exchange(ref x, 1) == 0 || true;")]
    [TestCase(
        "int x; void F() { if (Interlocked.Exchange(ref x, 1) == 1) return; x = 2; }",
        "int x; void F() { if (Interlocked.Exchange(ref x, 1) == 1 && false) return; x = 2; }")]
    [TestCase(
        "bool x; void F() { if (Interlocked.Exchange(ref x, true)) return; x = true; }",
        "bool x; void F() { if (Interlocked.Exchange(ref x, true) && false) return; x = true; }")]
    [TestCase(
        "bool x; bool F() => !Interlocked.Exchange(ref x, true);",
        "bool x; bool F() => !Interlocked.Exchange(ref x, true) || true;")]
    [TestCase(
        "object? x; bool F(object o) => Interlocked.CompareExchange(ref x, o, null) is null;",
        "object? x; bool F(object o) => Interlocked.CompareExchange(ref x, o, null) is null || true;")]
    public void Who_lost_an_exchange_goes_on(string before, string after) =>
        Assert.That(PlantedText.In(new CasOnce(), before), Is.EqualTo(new[] { after }));

    [TestCase("int x; bool F() => Interlocked.CompareExchange(ref x, 1, 0) == 2;")]
    [TestCase("int x; int F() => Interlocked.CompareExchange(ref x, 1, 0);")]
    [TestCase("int x; bool F(int s) => x == s;")]
    [TestCase("int x; bool F() => Interlocked.Increment(ref x) == 1;")]
    public void What_says_nothing_about_losing_stays(string source) =>
        Assert.That(PlantedText.In(new CasOnce(), source), Is.Empty);

    [TestCase(
        "int a; volatile bool _on; void F() { a = 1; _on = true; }",
        "int a; volatile bool _on; void F() { _on = true; a = 1; }")]
    [TestCase(
        "int a, b; void F() { a = 1; Volatile.Write(ref b, 2); }", "int a, b; void F() { Volatile.Write(ref b, 2); a = 1; }")]
    [TestCase(
        "class Box { public int N; } Lock g = new(); Box? x; Box F() { var n = new Box(); lock (g) { n.N = 1; } return x ??= n; }"
            + " void G(Box n) { n.N = 2; x = n; }",
        "class Box { public int N; } Lock g = new(); Box? x; Box F() { var n = new Box(); lock (g) { n.N = 1; } return x ??= n; }"
            + " void G(Box n) { x = n; n.N = 2; }")]
    [TestCase(
        "int a; TaskCompletionSource t = new(); void F() { a++; t.TrySetResult(); }",
        "int a; TaskCompletionSource t = new(); void F() { t.TrySetResult(); a++; }")]
    [TestCase(
        "bool a; ManualResetEventSlim e = new(); async Task F() { await Task.Yield(); e.Set(); a = true; }",
        "bool a; ManualResetEventSlim e = new(); async Task F() { e.Set(); await Task.Yield(); a = true; }")]
    [TestCase(
        "int a; ConcurrentQueue<int> q = new(); void F(int[] all) { foreach (var i in all) { a += i; } q.Enqueue(1); }",
        "int a; ConcurrentQueue<int> q = new(); void F(int[] all) { q.Enqueue(1); foreach (var i in all) { a += i; } }")]
    public void What_lets_others_in_comes_first(string before, string after) =>
        Assert.That(PlantedText.In(new PublishEarly(), before), Is.EqualTo(new[] { after }));

    [TestCase("int a, b; void F() { a = 1; b = 2; }", TestName = "no thread meets another")]
    [TestCase(
        "Lock g = new(); int a, b; void F() { lock (g) { a = 1; b = 2; } } int G() { lock (g) return a + b; }",
        TestName = "both locked")]
    [TestCase(
        "int a; SemaphoreSlim s = new(0); void F() { lock (s) { a = 1; s.Release(); } }",
        TestName = "who is woken needs the lock")]
    [TestCase("int a; volatile int b; void F() { a = 1; b = a; }", TestName = "the second needs the first")]
    [TestCase("volatile bool b; void F() { var n = 1; b = n > 0; }", TestName = "a local is needed")]
    [TestCase("int a; volatile bool b; Sample() { a = 1; b = true; }", TestName = "nobody has the object yet")]
    [TestCase("int a; volatile bool b; void F() { if (a > 0) return; b = true; }", TestName = "the first may leave")]
    [TestCase(
        "TaskCompletionSource t = new(), u = new(); void F() { t.SetResult(); u.SetResult(); }",
        TestName = "two tasks end")]
    public void Order_that_nobody_can_see_stays(string source) =>
        Assert.That(PlantedText.In(new PublishEarly(), source), Is.Empty);

    [TestCase(
        "int _x; async Task<bool> F() { var x = _x; await Task.Yield(); return x == _x; }",
        "int _x; async Task<bool> F() { var x = _x; await Task.Yield(); return x == x; }")]
    [TestCase(
        "Lock g = new(); object? _x; object F() { var x = _x; if (x != null) return x; lock (g) { return _x ?? g; } }",
        "Lock g = new(); object? _x; object F() { var x = _x; if (x != null) return x; lock (g) { return x ?? g; } }")]
    [TestCase(
        "async Task F(TimeProvider t) { while (true) { var n = t.GetTimestamp(); if (n > 9) return; await Task.Yield(); } }",
        "async Task F(TimeProvider t) { var n = t.GetTimestamp(); while (true) { if (n > 9) return; await Task.Yield(); } }")]
    public void A_read_is_out_of_date(string before, string after) =>
        Assert.That(PlantedText.In(new StaleRead(), before), Is.EqualTo(new[] { after }));

    [TestCase("int _x; bool F() { var x = _x; return x == _x; }", TestName = "no wait")]
    [TestCase(
        "readonly int _x; async Task<bool> F() { var x = _x; await Task.Yield(); return x == _x; }",
        TestName = "never changes")]
    [TestCase("int _x; async Task F() { var x = _x; await Task.Yield(); _x = x; }", TestName = "a write")]
    [TestCase(
        "int _x; async Task F() { for (var i = 0; i < 9; i++) { var x = _x + i; await Task.Yield(); } }",
        TestName = "needs the loop")]
    [TestCase("int _x; void F() { while (true) { var x = _x; if (x > 1) return; } }", TestName = "a loop that does not wait")]
    public void A_read_that_is_needed_stays(string source) => Assert.That(PlantedText.In(new StaleRead(), source), Is.Empty);
}
