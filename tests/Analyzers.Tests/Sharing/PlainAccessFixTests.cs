using Katas.Analyzers.CodeFixes.Sharing;
using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

/// <summary>The code fix of KATA0305.</summary>
public sealed class PlainAccessFixTests
{
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Back() => _n--;",
        "public void Add() => Interlocked.Increment(ref _n); public void Back() => Interlocked.Decrement(ref "
        + "_n);")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public int Back() => _n--;",
        "public void Add() => Interlocked.Increment(ref _n); public int Back() => Interlocked.Decrement(ref _n) "
        + "+ 1;")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() { _n = 0; }",
        "public void Add() => Interlocked.Increment(ref _n); public void Reset() { Volatile.Write(ref _n, 0); }")]
    [TestCase(
        "private volatile int _v; public void Add(int x) { _v += x; }",
        "private volatile int _v; public void Add(int x) { Interlocked.Add(ref _v, x); }")]
    [TestCase(
        "public void Done() => Interlocked.Decrement(ref _n); public void Wait() { while (_n > 0) { } }",
        "public void Done() => Interlocked.Decrement(ref _n); public void Wait() { while (Volatile.Read(ref _n) "
        + "> 0) { } }")]
    [TestCase(
        "private long _l, _m; public void Add() { Interlocked.Increment(ref _l); Interlocked.Increment(ref _m); } "
        + "public long Sum => _l; public long Count => Interlocked.Read(ref _m);",
        "private long _l, _m; public void Add() { Interlocked.Increment(ref _l); Interlocked.Increment(ref _m); } "
        + "public long Sum => Volatile.Read(ref _l); public long Count => Interlocked.Read(ref _m);")]
    public Task It_is_fixed(string members, string expected) =>
        Fixed.AssertAsync<LocksetAnalyzer, PlainAccessFix>(NumberSample.With(members), NumberSample.With(expected), "KATA0305");

    [TestCase(
        "private volatile bool _b; public void Flip() => _b = !_b;",
        TestName = "not fixed: a flag that is turned over")]
    [TestCase(
        "public void Add() => Interlocked.Increment(ref _n); public int Reset() => _n = 0;",
        TestName = "not fixed: a write whose value is used")]
    [TestCase(
        "public int Next() { Interlocked.Increment(ref _n); return _n; }",
        TestName = "not fixed: the number after the increment")]
    [TestCase("private volatile int _v; public void Add(int x) { _v |= x; }", TestName = "not fixed: bits")]
    public Task It_is_not_fixed(string members) =>
        Fixed.AssertNoneAsync<LocksetAnalyzer, PlainAccessFix>(NumberSample.With(members), "KATA0305");
}
