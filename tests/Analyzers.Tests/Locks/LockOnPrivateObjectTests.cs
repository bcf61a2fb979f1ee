using Katas.Analyzers.Locks;

namespace Katas.Analyzers.Tests.Locks;

[Rule("KATA0001")]
public sealed class LockOnPrivateObjectTests
{
    [TestCase("lock ([|this|]) { }")]
    [TestCase("lock ([|typeof(Sample)|]) { }")]
    [TestCase("lock ([|GetType()|]) { }")]
    [TestCase("lock ([|\"name\"|]) { }")]
    [TestCase("lock ([|_name|]) { }")]
    [TestCase("lock ([|string.Empty + 1|]) { }")]
    [TestCase("lock ([|(object)_number|]) { }")]
    [TestCase("lock ([|(object)42|]) { }")]
    [TestCase("lock ([|Open|]) { }")]
    [TestCase("lock ([|Inherited|]) { }")]
    [TestCase("lock ([|this.Inherited|]) { }")]
    [TestCase("lock ([|Both|]) { }")]
    [TestCase("lock ([|SyncRoot|]) { }")]
    [TestCase("object key = _number; lock ([|key|]) { }")]
    [TestCase("var key = \"seat \" + _number; lock ([|key|]) { }")]
    [TestCase("var me = this; lock ([|me|]) { }")]
    [TestCase("Monitor.Enter([|this|]);")]
    [TestCase("bool taken = false; Monitor.Enter([|this|], ref taken);")]
    [TestCase("Monitor.TryEnter([|\"name\"|], 0);")]
    [TestCase("System.Action later = () => { lock ([|this|]) { } };")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<LockOnPrivateObject>(Sample(statement));

    [TestCase("lock (_gate) { }")]
    [TestCase("lock (_modern) { }")]
    [TestCase("lock (Shared) { }")]
    [TestCase("var local = new object(); lock (local) { }")]
    [TestCase("lock (_items) { }")]
    [TestCase("lock (other._gate) { }")]
    [TestCase("lock (Inner) { }")]
    [TestCase("lock (Mine) { }")]
    [TestCase("object key = _items; lock (key) { }")]
    [TestCase("System.Collections.ICollection all = _items; lock (all.SyncRoot) { }")]
    [TestCase("lock (Kin) { }")]
    [TestCase("var part = new Part(); lock (part.Open) { }")]
    [TestCase("using (_modern.EnterScope()) { }")]
    [TestCase("Monitor.Enter(_gate); Monitor.Exit(_gate);")]
    [TestCase("Monitor.Pulse(this);")]
    [TestCase("lock (Gate()) { }")]
    [TestCase("_ = this; _ = typeof(Sample);")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<LockOnPrivateObject>(Sample(statement));

    [Test]
    public Task The_message_says_who_else_can_lock_it() => Analyzed.AssertAsync<LockOnPrivateObject>(
        Sample("lock ([|this|]) { }"), message:
        "anyone who holds this object can lock 'this' too; lock on a private readonly object instead");

    [Test]
    public Task A_boxed_value_is_said_to_exclude_nobody() => Analyzed.AssertAsync<LockOnPrivateObject>(
        Sample("lock ([|(object)_number|]) { }"), message:
        "each use boxes '_number' into a new object, so this lock excludes nobody; lock on a private readonly object instead");

    private static string Sample(string statement) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly Lock _modern = new();
            private readonly System.Collections.Generic.List<int> _items = [];
            private readonly string _name = "";
            private readonly int _number = 1;
            private static readonly object Shared = new();
            public readonly object Open = new();
            internal readonly object Inner = new();
            protected readonly object Inherited = new();
            protected internal readonly object Both = new();
            private protected readonly object Kin = new();
            private sealed class Part { public readonly object Open = new(); }
            private object Gate() => _gate;
            private object Mine { get; } = new();
            public object SyncRoot { get; } = new();
            void Run(Sample other) { _ = (_gate, _modern, _items, _name, _number, Shared); {{statement}} }
        }
        """;
}
