using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0101")]
public sealed class GuardedHereAndNotThereTests
{
    [Test]
    public Task A_bare_read_is_reported() => Is(
        """
        sealed class Counter
        {
            private readonly object _gate = new();
            private int _n;
            public void Add() { lock (_gate) _n++; }
            public int Get() => [|_n|];
        }
        """);

    [Test]
    public Task A_private_helper_under_the_lock_is_silent() => Is(
        """
        sealed class Counter
        {
            private readonly Lock _gate = new();
            private int _n;
            public void Add() { lock (_gate) Step(); }
            public int Get() { using (_gate.EnterScope()) return _n; }
            private void Step() { _n++; }
        }
        """);

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0101");
}
