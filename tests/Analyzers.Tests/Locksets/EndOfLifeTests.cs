using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>A flag that only the end of the object's life sets, and where it is looked at.</summary>
[Rule("KATA0101")]
public sealed class EndOfLifeTests
{
    [TestCase("public void Add(int x) { if ([|_disposed|]) return; lock (_gate) _all.Add(x); }")]
    [TestCase("public void Add(int x) { ObjectDisposedException.ThrowIf([|_disposed|], this); lock (_gate) _all.Add(x); }")]
    [TestCase("public void Add(int x) { if ([|_disposed|]) return; "
        + "_gate.Enter(); try { _all.Add(x); } finally { _gate.Exit(); } }")]
    public Task A_look_in_front_of_the_lock_is_reported(string member) => Check(member);

    [TestCase("public void Add(int x) { lock (_gate) { if (_disposed) return; _all.Add(x); } }")]
    [TestCase("public void Add(int x) { if (_disposed) return; lock (_gate) { if (_disposed) return; _all.Add(x); } }")]
    [TestCase("public void Add(int x) { if (_disposed) return; lock (_gate) Put(x); } "
        + "private void Put(int x) { if (_disposed) return; _all.Add(x); }")]
    [TestCase("public bool IsDisposed => _disposed;")]
    [TestCase("public void Log() { if (_disposed) return; Console.WriteLine(1); }")]
    [TestCase("public void Swap() { if (_disposed) return; lock (_other) Console.WriteLine(1); }")]
    public Task A_look_under_it_or_with_nothing_to_do_is_silent(string member) => Check(member);

    private static Task Check(string member) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        sealed class Box : IDisposable
        {
            private readonly Lock _gate = new();
            private readonly Lock _other = new();
            private readonly List<int> _all = [];
            private bool _disposed;
            public int Count { get { lock (_gate) return _disposed ? 0 : _all.Count; } }
            public bool Has(int x) { lock (_gate) { if (_disposed) return false; return _all.Contains(x); } }
            public void Dispose() { lock (_gate) { _disposed = true; _all.Clear(); } }
            {{member}}
        }
        """, "KATA0101");
}
