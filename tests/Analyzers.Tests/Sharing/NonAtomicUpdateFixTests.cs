using Katas.Analyzers.CodeFixes.Sharing;
using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

/// <summary>The code fix of KATA0301.</summary>
public sealed class NonAtomicUpdateFixTests
{
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { _n++; });",
        "public void Run() => Parallel.For(0, 9, _ => { Interlocked.Increment(ref _n); });")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => _n--);",
        "public void Run() => Parallel.For(0, 9, _ => Interlocked.Decrement(ref _n));")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { var x = _n++; });",
        "public void Run() => Parallel.For(0, 9, _ => { var x = Interlocked.Increment(ref _n) - 1; });")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { var x = ++_n; });",
        "public void Run() => Parallel.For(0, 9, _ => { var x = Interlocked.Increment(ref _n); });")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { var x = _n-- * 2; });",
        "public void Run() => Parallel.For(0, 9, _ => { var x = (Interlocked.Decrement(ref _n) + 1) * 2; });")]
    [TestCase(
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { s += x; }); }",
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { Interlocked.Add(ref s, x); }); }")]
    [TestCase(
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { s -= x + 1; }); }",
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { Interlocked.Add(ref s, -(x + 1)); "
        + "}); }")]
    [TestCase(
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { s = s + x; }); }",
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { Interlocked.Add(ref s, x); }); }")]
    [TestCase(
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { s = 2 + s; }); }",
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { Interlocked.Add(ref s, 2); }); }")]
    [TestCase(
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { s -= 1; }); }",
        "public void Run(int[] xs) { long s = 0; Parallel.ForEach(xs, x => { Interlocked.Decrement(ref s); }); "
        + "}")]
    [TestCase(
        "public void Run() { uint u = 0; Parallel.For(0, 9, _ => { u++; }); }",
        "public void Run() { uint u = 0; Parallel.For(0, 9, _ => { Interlocked.Increment(ref u); }); }")]
    [TestCase(
        "public void Run() { uint u = 0; Parallel.For(0, 9, _ => { u += 3; }); }",
        "public void Run() { uint u = 0; Parallel.For(0, 9, _ => { Interlocked.Add(ref u, 3); }); }")]
    [TestCase(
        "private readonly int[] _counts = new int[4]; public void Run(int[] xs) => Parallel.ForEach(xs, x => { "
        + "_counts[x % 4]++; });",
        "private readonly int[] _counts = new int[4]; public void Run(int[] xs) => Parallel.ForEach(xs, x => { "
        + "Interlocked.Increment(ref _counts[x % 4]); });")]
    [TestCase(
        "public async Task Run(int[] xs) => await Task.WhenAll(xs.Select(async x => { _n += await Get(x); })); "
        + "private Task<int> Get(int x) => Task.FromResult(x);",
        "public async Task Run(int[] xs) => await Task.WhenAll(xs.Select(async x => { Interlocked.Add(ref _n, "
        + "await Get(x)); })); private Task<int> Get(int x) => Task.FromResult(x);")]
    [TestCase(
        "public void Run() { var part = new Part(); Parallel.For(0, 9, _ => { part.X += 1; }); }",
        "public void Run() { var part = new Part(); Parallel.For(0, 9, _ => { Interlocked.Increment(ref "
        + "part.X); }); }")]
    public Task It_is_fixed(string members, string expected) =>
        Fixed.AssertAsync<LocksetAnalyzer, NonAtomicUpdateFix>(NumberSample.With(members),
            NumberSample.With(expected), "KATA0301");

    [TestCase("public void Run() => Parallel.For(0, 9, _ => { _n *= 2; });", TestName = "not fixed: a product")]
    [TestCase("public void Run() => Parallel.For(0, 9, _ => { if (_n < 3) _n++; });", TestName = "not fixed: a check before")]
    [TestCase(
        "private int P { get; set; } public void Run() => Parallel.For(0, 9, _ => { P++; });",
        TestName = "not fixed: a property")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, _ => { checked { _n++; } });",
        TestName = "not fixed: a check for overflow")]
    [TestCase("public void Run() { byte b = 0; Parallel.For(0, 9, _ => { b++; }); }", TestName = "not fixed: a byte")]
    [TestCase(
        "public void Run() { double d = 0; Parallel.For(0, 9, _ => { d += 1; }); }",
        TestName = "not fixed: a floating point number")]
    [TestCase(
        "public void Run() { uint u = 3; Parallel.For(0, 9, x => { u -= 2; }); }",
        TestName = "not fixed: an unsigned difference")]
    [TestCase(
        "public void Run() => Parallel.For(0, 9, x => { _n++; _n = Math.Max(_n, x); });",
        TestName = "not fixed: another update that Interlocked cannot do")]
    [TestCase("public void Run() => Parallel.For(0, 9, x => { _n += _n; });", TestName = "not fixed: a sum of itself")]
    public Task It_is_not_fixed(string members) =>
        Fixed.AssertNoneAsync<LocksetAnalyzer, NonAtomicUpdateFix>(NumberSample.With(members), "KATA0301");
}
