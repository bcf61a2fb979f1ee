namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Which locks the engine takes for held at a place of one body.</summary>
public sealed class HeldTests
{
    [TestCase(
        "Held(\"\"); lock (_gate) { Held(\"_gate\"); lock (_other) Held(\"_gate, _other\"); Held(\"_gate\"); } Held(\"\");")]
    [TestCase("lock (this._gate) Held(\"_gate\");")]
    [TestCase("lock (Shared) Held(\"Shared\");")]
    [TestCase("lock (other._gate) Held(\"other._gate\");")]
    [TestCase("lock (this) Held(\"Sample\");")]
    [TestCase("lock (_gate) { if (flag) return; Held(\"_gate\"); } Held(\"\");")]
    [TestCase("while (flag) { lock (_gate) { if (number == 1) break; if (number == 2) continue; } Held(\"\"); } Held(\"\");")]
    [TestCase("foreach (var x in Items) { lock (_gate) { if (x == 1) continue; Held(\"_gate\"); } Held(\"\"); }")]
    [TestCase("var gate = _gate; lock (gate) Held(\"_gate\");")]
    [TestCase("using (_modern.EnterScope()) Held(\"_modern\"); Held(\"\");")]
    [TestCase("{ using var scope = _modern.EnterScope(); Held(\"_modern\"); } Held(\"\");")]
    [TestCase("{ using var scope = _modern.EnterScope(); if (flag) return; Held(\"_modern\"); } Held(\"\");")]
    [TestCase("foreach (var x in Items) { using var scope = _modern.EnterScope(); if (x == 1) break; } Held(\"\");")]
    [TestCase("var scope = _modern.EnterScope(); try { Held(\"_modern\"); } finally { scope.Dispose(); } Held(\"\");")]
    [TestCase("lock (_modern) Held(\"_modern\");")]
    [TestCase("_modern.Enter(); try { Held(\"_modern\"); } finally { _modern.Exit(); } Held(\"\");")]
    [TestCase("if (_modern.TryEnter()) { try { Held(\"_modern\"); } finally { _modern.Exit(); } Held(\"\"); } else Held(\"\");")]
    public Task Lock_and_scopes(string statements) => Of(statements);

    [TestCase("Monitor.Enter(_gate); try { Held(\"_gate\"); } finally { Held(\"_gate\"); Monitor.Exit(_gate); } Held(\"\");")]
    [TestCase(
        "var taken = false; try { Monitor.Enter(_gate, ref taken); Held(\"_gate\"); } finally { if (taken) "
        + "Monitor.Exit(_gate); } Held(\"\");")]
    [TestCase("Monitor.Enter(_gate); try { if (flag) return; } finally { Held(\"_gate\"); Monitor.Exit(_gate); } Held(\"\");")]
    [TestCase("Monitor.Enter(_gate); try { return; } finally { Held(\"_gate\"); Monitor.Exit(_gate); }")]
    [TestCase(
        "foreach (var x in Items) { Monitor.Enter(_gate); try { if (x == 1) break; } finally { Monitor.Exit(_gate); } } "
        + "Held(\"\");")]
    [TestCase("if (Monitor.TryEnter(_gate)) { Held(\"_gate\"); Monitor.Exit(_gate); } Held(\"\");")]
    [TestCase("if (!Monitor.TryEnter(_gate, 10)) return; Held(\"_gate\");")]
    [TestCase(
        "if (!Monitor.TryEnter(_gate, 10)) throw new TimeoutException(); try { Held(\"_gate\"); } finally { "
        + "Monitor.Exit(_gate); } Held(\"\");")]
    [TestCase("if (flag || !Monitor.TryEnter(_gate)) return; Held(\"_gate\");")]
    [TestCase("if (flag && Monitor.TryEnter(_gate)) Held(\"_gate\"); else Held(\"\");")]
    [TestCase("var got = Monitor.TryEnter(_gate); if (got) Held(\"_gate\"); else Held(\"\");")]
    [TestCase("bool got = false; Monitor.TryEnter(_gate, 5, ref got); if (!got) return; Held(\"_gate\");")]
    [TestCase("while (!Monitor.TryEnter(_gate)) Held(\"\"); Held(\"_gate\");")]
    [TestCase("Monitor.Enter(_gate); while (flag) Monitor.Wait(_gate); Held(\"_gate\"); Monitor.Exit(_gate);")]
    [TestCase("while (true) { Monitor.Enter(_gate); if (flag) break; Monitor.Exit(_gate); } Held(\"_gate\");")]
    [TestCase(
        "switch (number) { case 1: Monitor.Enter(_gate); break; default: Monitor.Enter(_gate); if (flag) break; "
        + "Held(\"_gate\"); break; } Held(\"_gate\");")]
    [TestCase("switch (number) { case 1: Monitor.Enter(_gate); break; } Held(\"\");")]
    [TestCase("if (flag) Monitor.Enter(_gate); Held(\"\");")]
    [TestCase("if (flag) Monitor.Enter(_gate); else Monitor.Enter(_gate); Held(\"_gate\");")]
    [TestCase("Debug.Assert(Monitor.IsEntered(_gate)); Held(\"_gate\");")]
    [TestCase("Debug.Assert(_modern.IsHeldByCurrentThread); Held(\"_modern\");")]
    [TestCase("if (!Monitor.IsEntered(_gate)) throw new SynchronizationLockException(); Held(\"_gate\");")]
    [TestCase("try { lock (_gate) Held(\"_gate\"); } catch (IOException) { Held(\"\"); } Held(\"\");")]
    [TestCase("Monitor.Enter(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); Held(\"_gate\");")]
    [TestCase("goto end; end: Held(\"\");")]
    public Task Monitor_calls(string statements) => Of(statements);

    [TestCase("_many.EnterReadLock(); try { Held(\"_many (read)\"); } finally { _many.ExitReadLock(); } Held(\"\");")]
    [TestCase("_many.EnterWriteLock(); try { Held(\"_many\"); } finally { _many.ExitWriteLock(); } Held(\"\");")]
    [TestCase(
        "_many.EnterUpgradeableReadLock(); _many.EnterWriteLock(); Held(\"_many (read), _many\"); _many.ExitWriteLock(); "
        + "Held(\"_many (read)\");")]
    [TestCase("if (flag) _many.EnterReadLock(); else _many.EnterWriteLock(); Held(\"_many (read)\");")]
    [TestCase("if (_many.TryEnterReadLock(5)) Held(\"_many (read)\");")]
    [TestCase("_one.Wait(); try { Held(\"_one\"); } finally { _one.Release(); } Held(\"\");")]
    [TestCase("if (!_one.Wait(0)) return; Held(\"_one\");")]
    [TestCase("_signal.Wait(); Held(\"\");")]
    [TestCase("_three.Wait(); Held(\"\"); _three.Release();")]
    [TestCase("_set.Wait(); Held(\"_set\"); _set.Release();")]
    [TestCase("_mutex.WaitOne(); Held(\"_mutex\"); _mutex.ReleaseMutex(); Held(\"\");")]
    [TestCase("var taken = false; _spin.Enter(ref taken); Held(\"_spin\"); _spin.Exit();")]
    [TestCase("lock (_stripes[number]) Held(\"_stripes\");")]
    [TestCase("lock (GateOf(number)) Held(\"GateOf\");")]
    [TestCase("Items.ForEach(x => { lock (_gate) Held(\"_gate\"); }); Held(\"\");")]
    [TestCase("lock (_gate) Items.ForEach(x => Held(\"_gate\"));")]
    [TestCase("lock (_gate) { var all = Items.Where(x => { Held(\"_gate\"); return true; }).ToList(); }")]
    [TestCase("lock (_gate) foreach (var x in Items.Where(x => { Held(\"_gate\"); return true; })) ;")]
    [TestCase("IEnumerable<int> all; lock (_gate) { all = Items.Where(x => { Held(\"\"); return true; }); }")]
    [TestCase("lock (_gate) { Task.Run(() => Held(\"\")); }")]
    [TestCase("lock (_gate) { Later += () => Held(\"\"); }")]
    [TestCase("lock (_gate) { Parallel.For(0, 4, i => Held(\"\")); }")]
    public Task Other_locks_and_lambdas(string statements) => Of(statements);

    [TestCase(
        "await _one.WaitAsync(); try { Held(\"_one\"); await Task.Yield(); Held(\"_one\"); } finally { _one.Release(); } "
        + "Held(\"\");")]
    [TestCase("if (!await _one.WaitAsync(10).ConfigureAwait(false)) return; Held(\"_one\");")]
    [TestCase("await _one.WaitAsync(CancellationToken.None).ConfigureAwait(false); Held(\"_one\");")]
    [TestCase("await _one.WaitAsync(); await Task.Run(() => Held(\"_one\")); _one.Release();")]
    [TestCase("using (await _mutex2.LockAsync()) Held(\"_mutex2\"); Held(\"\");")]
    [TestCase("using var scope = await _mutex2.LockAsync().ConfigureAwait(false); Held(\"_mutex2\");")]
    [TestCase("var got = await _one.WaitAsync(5); if (!got) return; Held(\"_one\");")]
    public Task Async_locks(string statements) => Of(statements, "async Task");

    private static Task Of(string statements, string returns = "void") => Probe.AssertAsync(
        $$"""
        using System.Diagnostics;
        class Sample
        {
            private readonly object _gate = new(), _other = new();
            private static readonly object Shared = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _many = new();
            private readonly SemaphoreSlim _one = new(1, 1), _signal = new(0), _three = new SemaphoreSlim(3);
            private readonly SemaphoreSlim _set;
            private readonly Mutex _mutex = new();
            private readonly AsyncMutex _mutex2 = new();
            private SpinLock _spin = new(false);
            private readonly object[] _stripes = [new(), new()];
            private readonly List<int> Items = [];
            private event Action? Later;
            public Sample() { _set = new(1); }
            private object GateOf(int i) => _stripes[i];
            public {{returns}} Run(Sample other, bool flag, int number) { {{statements}} }
            private sealed class AsyncMutex { public Task<IDisposable> LockAsync() => throw new NotSupportedException(); }
        }
        """);
}
