using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

/// <summary>Each step is whole, the look and the change together are not.</summary>
[Rule("KATA0305")]
public sealed class LookThenChangeTests
{
    [TestCase("private int _left; public bool Take() { if (Volatile.Read(ref _left) > 0) { "
        + "[|Interlocked.Decrement(ref _left)|]; return true; } return false; }")]
    [TestCase("private volatile bool _isOpen; public void Open() { if (_isOpen) return; [|_isOpen = true|]; "
        + "Console.WriteLine(); }")]
    [TestCase("private volatile bool _isOpen; public void Open() { if (!_isOpen) { [|_isOpen = true|]; Number(); } }")]
    [TestCase("private volatile List<int>? _l; public List<int> Get() { [|_l ??= []|]; return _l; } "
        + "public void Drop() => _l = null; private readonly Lock _gate = new(); public void Log() { lock (_gate) Number(); }")]
    [TestCase("private long _max; public void Offer(long x) { if (x > _max) [|Interlocked.Exchange(ref _max, x)|]; }")]
    [TestCase("private int _ran; public void Once(Action a) { if (Volatile.Read(ref _ran) == 1) return; "
        + "[|Volatile.Write(ref _ran, 1)|]; a(); }")]
    [TestCase("private int _ran; public void Once(Action a) { if (_ran == 0) { [|Interlocked.Exchange(ref _ran, 1)|]; a(); } }")]
    [TestCase("private bool _ran; public void Once(Action a) { if (Volatile.Read(ref _ran)) return; "
        + "[|Volatile.Write(ref _ran, true)|]; a(); }")]
    public Task A_whole_step_after_a_look_is_reported(string members) => Is(NumberSample.With(members));

    [TestCase("private int _ran; public void Once(Action a) { if (Interlocked.Exchange(ref _ran, 1) == 0) a(); }")]
    [TestCase("private int _ran; public void Stop() { if (Volatile.Read(ref _ran) == 1) Volatile.Write(ref _ran, 0); }")]
    [TestCase("private string? _s; public void Drop() { if (_s != null) { Interlocked.Exchange(ref _s, null); Number(); } }")]
    [TestCase("private int _most = 9; public void Wait(int n) { if (n < Volatile.Read(ref _most)) return; Number(); "
        + "Volatile.Write(ref _most, 2); Number(); }")]
    public Task A_whole_step_that_decides_nothing_is_silent(string members) => Is(NumberSample.With(members));

    [Test]
    public Task Of_two_counts_the_one_that_was_forgotten_is_reported() => Is(
        NumberSample.With("private long _l; public void Add(int x) { Interlocked.Add(ref _n, x); [|_l += 1|]; } "
            + "public long Mean => _n / Interlocked.Read(ref _l);"));

    [Test]
    public Task A_count_of_one_thread_that_others_read_is_silent() => Is(
        NumberSample.With("private long _l; public void Add() => _l += 1; public long Count => Interlocked.Read(ref _l);"));

    [TestCase("private volatile bool _isOpen; public void Open() { if (_isOpen) return; [|_isOpen = true|]; Number(); }",
        "'_isOpen' is volatile, and here looked at and then changed: both look, both find that they may go on, "
        + "and both change it")]
    [TestCase("private int _ran; public void Once(Action a) { if (Volatile.Read(ref _ran) == 1) return; "
        + "[|Volatile.Write(ref _ran, 1)|]; a(); }",
        "'_ran' is changed by Volatile in Once, and here looked at and then changed: both look, both find that they may go on, "
        + "and both change it")]
    public Task It_says_what_may_come_between(string members, string message) =>
        Analyzed.AssertAsync<LocksetAnalyzer>(NumberSample.With(members), "KATA0305", message: message);

    [Test]
    public Task A_plain_read_of_64_bits_beside_a_careful_one_is_reported() => Is(
        NumberSample.With("private long _l, _m; "
            + "public void Add(int x) { Interlocked.Add(ref _l, x); Interlocked.Increment(ref _m); } "
            + "public long Sum => [|_l|]; public long Count => Interlocked.Read(ref _m);"));

    [TestCase("private int _l, _m; public void Add(int x) { Interlocked.Add(ref _l, x); Interlocked.Increment(ref _m); } "
        + "public int Sum => _l; public int Count => Volatile.Read(ref _m);")]
    [TestCase("private long _l, _m; public void Add(int x) { Interlocked.Add(ref _l, x); Interlocked.Increment(ref _m); } "
        + "public long Sum => _l; public long Count => _m;")]
    public Task Plain_reads_of_32_bits_and_of_all_numbers_alike_are_silent(string members) => Is(NumberSample.With(members));

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0305");
}
