using Katas.Analyzers.CodeFixes.Locks;
using Katas.Analyzers.Locks;

namespace Katas.Analyzers.Tests.Locks;

public sealed class LockOnPrivateObjectFixTests
{
    [Test]
    public Task All_locks_of_a_class_get_one_gate() => Fixed.AssertAsync<LockOnPrivateObject, LockOnPrivateObjectFix>(
        """
        class Sample
        {
            private int _n;

            public void Add() { lock (this) _n++; }

            public int Get() { lock (this) return _n; }
        }
        """,
        """
        class Sample
        {
            private readonly Lock _gate = new();
            private int _n;

            public void Add() { lock (_gate) _n++; }

            public int Get() { lock (_gate) return _n; }
        }
        """,
        "KATA0001");

    [Test]
    public Task A_class_that_waits_gets_an_object() => Fixed.AssertAsync<LockOnPrivateObject, LockOnPrivateObjectFix>(
        """
        class Sample
        {
            public void Put() { lock (this) Monitor.PulseAll(this); }
        }
        """,
        """
        class Sample
        {
            private readonly object _gate = new();

            public void Put() { lock (_gate) Monitor.PulseAll(_gate); }
        }
        """,
        "KATA0001");

    [TestCase("partial class Sample { void Run() { lock (this) { } } }")]
    [TestCase("class Other { } class Sample : Other { void Run() { lock (this) { } } }")]
    [TestCase("class Sample { int _gate; void Run() { lock (this) _gate++; } }")]
    [TestCase("class Sample { void Run() { lock (this) { } } } class Other { void Run() { lock (this) { } } }")]
    [TestCase("class Sample { void Run() { lock (typeof(Sample)) { } } }")]
    public Task It_is_not_fixed(string code) =>
        Fixed.AssertNoneAsync<LockOnPrivateObject, LockOnPrivateObjectFix>(code, "KATA0001");
}
