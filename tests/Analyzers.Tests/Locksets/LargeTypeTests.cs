using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>A type of many members does several things: there the uses of a field must show that a lock is for it.</summary>
[Rule("KATA0101")]
public sealed class LargeTypeTests
{
    private const string Guarded = "public void Add{0}() { lock (_gate) _n++; } ";

    [TestCase(12, "public int Get() => [|_n|];", 1)]
    [TestCase(9, "public int Get() => [|_n|];", 3)]
    [TestCase(12, "public int Get() => [|_n|];", 4)]
    [TestCase(30, "public int Get() => [|_n|];", 4)]
    [TestCase(30, "public void Reset() { lock (_gate) _n++; [|_n|] = 0; }", 4)]
    public Task It_is_reported(int others, string member, int guarded) => CheckAsync(others, member, guarded);

    [TestCase(30, "public int Get() => _n;", 1)]
    [TestCase(30, "public int Get() => _n;", 3)]
    [TestCase(30, "public int Get() => _n; public bool Any => _n > 0;", 7)]
    public Task It_is_silent(int others, string member, int guarded) => CheckAsync(others, member, guarded);

    [Test]
    public Task Parts_with_locks_of_their_own_are_no_exception([Values(0, 30)] int others) => GuardedSample.CheckAsync(
        $$"""
        class Account { public readonly object Gate = new(); public int Cents; }
        class Sample
        {
            public void Pay(Account to) { lock (to.Gate) to.Cents++; }
            public int Of(Account one) => {{(others == 0 ? "[|one.Cents|]" : "one.Cents")}};
            {{Others(others)}}
        }
        """);

    [TestCase(0, "[|_free--|]")]
    [TestCase(30, "_free--")]
    public Task A_lock_for_something_else_does_not_say_that_many_call_it(int others, string change) =>
        Analyzed.AssertAsync<LocksetAnalyzer>(
            GuardedSample.With("private int _free; public void Log() { lock (_gate) Console.WriteLine(); } "
                + "public bool Take() { if (_free == 0) return false; " + change + "; return true; } " + Others(others)),
            "KATA0301");

    private static Task CheckAsync(int others, string member, int guarded) => GuardedSample.CheckAsync(GuardedSample.With(
        member + string.Concat(Enumerable.Range(0, guarded).Select(i => Guarded.Replace("{0}", $"{i}", StringComparison.Ordinal)))
        + Others(others)));

    private static string Others(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"public int Other{i}(int x) => x + {i}; "));
}
