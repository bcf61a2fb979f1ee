using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Which locks the engine takes for held when a body begins, by what its callers hold.</summary>
public sealed class EntryTests
{
    [TestCase("public void A() { lock (_gate) B(); } private void B() => Held(\"_gate\");")]
    [TestCase("public void A() { lock (_gate) B(); B(); } private void B() => Held(\"\");")]
    [TestCase("public void A() { lock (_gate) B(); } public void B() => Held(\"\");")]
    [TestCase(
        "public void A() { lock (_gate) lock (_other) B(); } public void C() { lock (_other) B(); } private void B() => "
        + "Held(\"_other\");")]
    [TestCase("public void A() { lock (_gate) B(); } private void B() => C(); private void C() => Held(\"_gate\");")]
    [TestCase("public void A() { lock (_gate) B(3); } private void B(int n) { Held(\"_gate\"); if (n > 0) B(n - 1); }")]
    [TestCase(
        "public void A() { lock (_gate) B(); } private Sample(int x) { B(); } public Sample() { } private void B() => "
        + "Held(\"_gate\");")]
    [TestCase("public void A() { lock (_gate) B(); Task.Run(B); } private void B() => Held(\"\");")]
    [TestCase("public void A() { lock (_gate) _items.ForEach(B); } private void B(int x) => Held(\"_gate\");")]
    [TestCase("public int A() { lock (_gate) return B; } private int B { get { Held(\"_gate\"); return 1; } }")]
    [TestCase("public void A() { lock (_gate) B = 1; } private int B { set { Held(\"_gate\"); } }")]
    [TestCase("public void A() { lock (_gate) B(); void B() => Held(\"_gate\"); }")]
    [TestCase("public void A() { B(); lock (_gate) B(); void B() => Held(\"\"); }")]
    [TestCase("public void A() { lock (_gate) Task.Run(B); void B() => Held(\"\"); }")]
    [TestCase("public void A() => Under(() => Held(\"_gate\")); private void Under(Action a) { lock (_gate) a(); }")]
    [TestCase(
        "public int A() => Under(() => { Held(\"_gate\"); return 1; }); private T Under<T>(Func<T> a) { lock (_gate) return "
        + "a(); }")]
    [TestCase(
        "public void A() => Under(B); private void B() => Held(\"_gate\"); private void Under(Action a) { lock (_gate) "
        + "a?.Invoke(); }")]
    [TestCase("public void A() => Under(() => Held(\"\")); private void Under(Action a) { lock (_gate) _kept = a; }")]
    [TestCase(
        "public void A() { Enter(); Held(\"_gate\"); Leave(); Held(\"\"); } private void Enter() => Monitor.Enter(_gate); "
        + "private void Leave() => Monitor.Exit(_gate);")]
    [TestCase(
        "public void A() { using (Enter()) Held(\"_gate\"); Held(\"\"); } private IDisposable Enter() { "
        + "Monitor.Enter(_gate); return new MemoryStream(); }")]
    [TestCase(
        "public void A() { lock (_gate) foreach (var x in B()) ; } private IEnumerable<int> B() { Held(\"_gate\"); yield "
        + "return 1; }")]
    [TestCase(
        "public IEnumerable<int> A() { lock (_gate) return B(); } private IEnumerable<int> B() { Held(\"\"); yield return 1; "
        + "}")]
    [TestCase(
        "public async Task A() { await _one.WaitAsync(); try { await B(); } finally { _one.Release(); } } private async Task "
        + "B() { await Task.Yield(); Held(\"_one\"); }")]
    [TestCase(
        "public async Task A() { await _one.WaitAsync(); try { _ = B(); } finally { _one.Release(); } } private async Task "
        + "B() { await Task.Yield(); Held(\"\"); }")]
    [TestCase("[GuardedBy(\"_gate\")] public void A() => Held(\"_gate\");")]
    [TestCase("[GuardedBy(nameof(_gate))] private int P { get { Held(\"_gate\"); return 1; } }")]
    [TestCase("public static void A() { lock (Shared) B(); } private static void B() => Held(\"Shared\");")]
    [TestCase("void IDisposable.Dispose() { Held(\"\"); } public void A() { lock (_gate) ((IDisposable)this).Dispose(); }")]
    public Task A_member(string members) => Probe.AssertAsync(Sample(members));

    [Test]
    public Task A_partial_class() => Probe.AssertAsync(
        """
        partial class Parted { private readonly object _gate = new(); public void A() { lock (_gate) B(); } }
        partial class Parted { private void B() => Held("_gate"); }
        """);

    [Test]
    public Task A_primary_constructor() => Probe.AssertAsync(
        """
        sealed class Primary(object gate) { public void A() { lock (gate) B(); } private void B() => Held("gate"); }
        record Positional(int X) { private readonly object _gate = new(); public void A() { lock (_gate) Held("_gate"); } }
        record struct Small(object Gate) { public void A() { lock (Gate) Held("Gate"); } }
        """);

    [Test]
    public Task A_nested_type() => Probe.AssertAsync(
        """
        class Outer
        {
            private readonly object _gate = new();
            public void A() { lock (_gate) Held("_gate"); }
            private class Inner
            {
                private readonly object _gate = new();
                public void A() { lock (_gate) B(); }
                private void B() => Held("_gate");
            }
        }
        """);

    [Test]
    public Task Top_level_statements() => Probe.AssertAsync(
        """
        var gate = new object();
        lock (gate) { Held("gate"); Step(); }
        Task.Run(() => Held(""));
        void Step() => Held("gate");
        """, OutputKind.ConsoleApplication);

    private static string Sample(string members) =>
        $$"""
        [AttributeUsage(AttributeTargets.All)]
        sealed class GuardedByAttribute(string name) : Attribute { public string Name => name; }
        abstract class Base : IDisposable { void IDisposable.Dispose() { } }
        class Sample : Base, IDisposable
        {
            private readonly object _gate = new(), _other = new();
            private static readonly object Shared = new();
            private readonly SemaphoreSlim _one = new(1);
            private readonly List<int> _items = [];
            private Action? _kept;
            {{members}}
        }
        """;
}
