namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>What is done to locks.</summary>
public sealed class LockOperatorTests
{
    [TestCase("void M() { «lock (_gate) { _x++; }» }", "{ _x++; }")]
    [TestCase("int M() { «lock (_gate) return _x;» }", "return _x;")]
    [TestCase("void M() { «Monitor.Enter(_gate); try { _x++; } finally { Monitor.Exit(_gate); }» }",
        "try { _x++; } finally { }")]
    [TestCase("void M() { «var taken = false; try { Monitor.Enter(_gate, ref taken); _x++; } " +
        "finally { if (taken) Monitor.Exit(_gate); }» }",
        "var taken = false; try { _x++; } finally { if (taken) { } }")]
    [TestCase("void M() { «if (!Monitor.TryEnter(_gate, 5)) throw new TimeoutException(); " +
        "try { _x++; } finally { Monitor.Exit(_gate); _y++; }» }", "try { _x++; } finally { _y++; }")]
    [TestCase("async Task M() { «await _one.WaitAsync().ConfigureAwait(false); try { _x++; } finally { _one.Release(); }» }",
        "try { _x++; } finally { }")]
    [TestCase("void M() { «_one.Wait(); _x++; _one.Release();» }", "_x++;")]
    [TestCase("void M() { «_book.EnterWriteLock(); try { _x++; } finally { _book.ExitWriteLock(); }» }",
        "try { _x++; } finally { }")]
    [TestCase("Lock _l = new(); void M() { «using (_l.EnterScope()) { _x++; }» }", "{ _x++; }")]
    [TestCase("Lock _l = new(); void M() { «using var held = _l.EnterScope(); _x++;» }", "_x++;")]
    [TestCase("void Take() { if (!_one.Wait(5)) throw new TimeoutException(); } " +
        "void M() { «Take(); try { _x++; } finally { _one.Release(); }» }", "try { _x++; } finally { }")]
    [TestCase("void M(Lock[] all) { var n = 0; «try { foreach (var each in all) { each.Enter(); n++; } } " +
        "finally { while (n > 0) all[--n].Exit(); }» }",
        "try { foreach (var each in all) { n++; } } finally { while (n > 0) _ = all[--n]; }")]
    public void Drop_lock(string code, params string[] mutants) => Check("drop-lock", code, mutants);

    [TestCase("void M() { _one.Wait(); try { _x++; } finally { _book.ExitReadLock(); } }")]
    [TestCase("// lock (_gate) { _x++; }\nvoid M() { var s = \"lock (_gate) _x++;\"; _x = s.Length; }")]
    [TestCase("class Monitor { public static void Enter(object o) { } public static void Exit(object o) { } } " +
        "void M() { Monitor.Enter(_gate); _x++; Monitor.Exit(_gate); }")]
    [TestCase("async Task M() { await _one.WaitAsync(); _x++; }")]
    public void Drop_lock_leaves_alone(string code) => Check("drop-lock", code);

    [TestCase("bool M() { «lock (_gate) { if (_ready) return false; _x++; return true; }» }",
        "if (_ready) return false; lock (_gate) { _x++; return true; }")]
    [TestCase("void M() { «lock (_gate) { _x = 1; _y = 2; }» }",
        "_x = 1; lock (_gate) { _y = 2; }", "lock (_gate) { _x = 1; } _y = 2;")]
    [TestCase("int M() { «lock (_gate) { _x++; return _y; }» }",
        "_x++; lock (_gate) { return _y; }", "lock (_gate) { _x++; } return _y;")]
    [TestCase("void M() { «lock (_gate) { var seen = _x; _y = seen + 1; }» }",
        "int seen; lock (_gate) { seen = _x; } _y = seen + 1;", "var seen = _x; lock (_gate) { _y = seen + 1; }")]
    [TestCase("void M() { «lock (_gate) { if (_x == 0) _y++; }» }", "var holds = _x == 0; lock (_gate) { if (holds) _y++; }")]
    [TestCase("void M(bool b) { if (b) «lock (_gate) if (_x == 0) _y++;» }",
        "{ var holds = _x == 0; lock (_gate) if (holds) _y++; }")]
    [TestCase("void M() { «_one.Wait(); try { _x = 1; _y = 2; } finally { _one.Release(); }» }",
        "_one.Wait(); try { _x = 1; } finally { _one.Release(); } _y = 2;",
        "_x = 1; _one.Wait(); try { _y = 2; } finally { _one.Release(); }")]
    public void Narrow_lock(string code, params string[] mutants) => Check("narrow-lock", code, mutants);

    [TestCase("void M() { lock (_gate) { } }")]
    [TestCase("void M() { lock (_gate) { _x++; } }")]
    [TestCase("int M(int a) { lock (_gate) { a++; return a; } }")]
    [TestCase("bool M() { lock (_gate) { System.Diagnostics.Debug.Assert(_x > 0); _x++; return true; } }")]
    [TestCase("void M() { lock (_gate) { Monitor.Wait(_gate); Monitor.Pulse(_gate); } }")]
    [TestCase("void M() { lock (_gate) { if (_line.TryPeek(out var first)) _x = first; } }")]
    public void Narrow_lock_leaves_alone(string code) => Check("narrow-lock", code);

    [TestCase("void M() { «lock (_gate) { _x = 1; _y = 2; }» }", "lock (_gate) { _x = 1; } lock (_gate) { _y = 2; }")]
    [TestCase("void M() { «lock (_gate) { var seen = _x; _y = seen; }» }",
        "int seen; lock (_gate) { seen = _x; } lock (_gate) { _y = seen; }")]
    [TestCase("void M() { «lock (_gate) { _x = 1; _y = 2; _x = 3; }» }",
        "lock (_gate) { _x = 1; } lock (_gate) { _y = 2; _x = 3; }",
        "lock (_gate) { _x = 1; _y = 2; } lock (_gate) { _x = 3; }")]
    [TestCase("void M() { «lock (_gate) _x++;» }", "int seen; lock (_gate) seen = _x; lock (_gate) _x = seen + 1;")]
    [TestCase("void M(int by) { if (by > 0) «lock (_gate) { _x -= by; }» }",
        "{ int seen; lock (_gate) { seen = _x; } lock (_gate) { _x = seen - (by); } }")]
    [TestCase("Lock _l = new(); void M() { «using (_l.EnterScope()) { _x = 1; _y = 2; }» }",
        "using (_l.EnterScope()) { _x = 1; } using (_l.EnterScope()) { _y = 2; }")]
    public void Split_lock(string code, params string[] mutants) => Check("split-lock", code, mutants);

    [TestCase("bool M() { lock (_gate) { _x++; return true; } }")]
    [TestCase("void M() { lock (_gate) { if (_line.TryPeek(out var first)) _y++; _x = first; } }")]
    [TestCase("void M() { var taken = false; try { Monitor.Enter(_gate, ref taken); _x = 1; _y = 2; } " +
        "finally { if (taken) Monitor.Exit(_gate); } }")]
    [TestCase("void M() { lock (_gate) { _x = 1; Monitor.PulseAll(_gate); } }")]
    [TestCase("void M() { lock (_gate) { if (_ready) return; _x++; } }")]
    [TestCase("void M() { lock (_gate) { ObjectDisposedException.ThrowIf(_ready, this); _x++; } }")]
    public void Split_lock_leaves_alone(string code) => Check("split-lock", code);

    [TestCase("object _b = new(); void M() { lock («_gate») _x++; } void N() { lock (_gate) _x--; } " +
        "void O() { lock (_b) _y++; }",
        "_b")]
    [TestCase("void M() { lock («_gate») _x++; } int N { get { lock (_gate) return _x; } }", "this")]
    public void Other_lock(string code, string mutant) =>
        Assert.That(Planted.By("other-lock", Unmarked(code)), Has.Exactly(1).EqualTo(
            Planted.Squeezed(Planted.Class(Replaced(code, mutant), out _))));

    [TestCase("void M() { lock (_gate) _x++; }")]
    [TestCase("static object S = new(); static int X; static void M() { lock (S) X++; } static void N() { lock (S) X--; }")]
    [TestCase("void M(object a) { lock (a) _x++; } void N(object a) { lock (a) _x++; }")]
    public void Other_lock_leaves_alone(string code) => Check("other-lock", code);

    [TestCase("void M() { «_book.EnterWriteLock(); try { _x++; } finally { _book.ExitWriteLock(); }» }",
        "_book.EnterReadLock(); try { _x++; } finally { _book.ExitReadLock(); }")]
    [TestCase("void M() { «if (!_book.TryEnterWriteLock(9)) return; try { _x++; } finally { _book.ExitWriteLock(); }» }",
        "if (!_book.TryEnterReadLock(9)) return; try { _x++; } finally { _book.ExitReadLock(); }")]
    [TestCase("void M() { _book.EnterReadLock(); try { _x++; } finally { _book.ExitReadLock(); } }")]
    public void Write_lock_to_read_lock(string code, params string[] mutants) => Check("write-lock-to-read-lock", code, mutants);

    [TestCase("void M(object a, object b) { lock («a) lock (b») _x++; }", "b) lock (a")]
    [TestCase("void M(object a, object b) { lock («a) { _x++; lock (b») { _y++; } } }", "b) { _x++; lock (a")]
    [TestCase("void M(Lock a, Lock b) { «a.Enter(); b.Enter(); _x++; b.Exit(); a.Exit();» }",
        "b.Enter(); a.Enter(); _x++; a.Exit(); b.Exit();")]
    [TestCase("void M(Lock a, Lock b) { «a.Enter(); b.Enter();» try { _x++; } finally { b.Exit(); a.Exit(); } }",
        "b.Enter(); a.Enter();")]
    [TestCase("void M(Lock a, Lock b) { «a.Enter(); try { b.Enter(); try { _x++; } finally { b.Exit(); } } " +
        "finally { a.Exit(); }» }",
        "b.Enter(); try { a.Enter(); try { _x++; } finally { a.Exit(); } } finally { b.Exit(); }")]
    [TestCase("void M(object a, object b, int i, int j) { object[] both = «i < j ? [a, b] : [b, a]»; " +
        "foreach (var o in both) lock (o) _x++; }",
        "[a, b]")]
    [TestCase("void M(object[] all, int i, int j) { var (a, b) = «(all[Math.Min(i, j)], all[Math.Max(i, j)])»; " +
        "lock (a) _x++; lock (b) _x++; }",
        "(all[i], all[j])")]
    public void Swap_lock_order(string code, params string[] mutants) => Check("swap-lock-order", code, mutants);

    [TestCase("void M(object a) { lock (a) lock (a) _x++; }")]
    [TestCase("void M(object a) { lock (a) { var b = new object(); lock (b) _x++; } }")]
    [TestCase("int M(int i, int j) { lock (_gate) return i < j ? i : j; }")]
    [TestCase("(int, int) M(int i, int j) => (Math.Min(i, j), Math.Max(i, j));")]
    public void Swap_lock_order_leaves_alone(string code) => Check("swap-lock-order", code);

    [TestCase("void M(Action a) { «lock (_gate) { _x++; } a();» }", "lock (_gate) { _x++; a(); }")]
    [TestCase("void M(Action? a) { «lock (_gate) { _x++; } a?.Invoke();» }", "lock (_gate) { _x++; a?.Invoke(); }")]
    [TestCase("void M(CancellationTokenSource s) { «lock (_gate) { _x++; } s.Cancel();» }",
        "lock (_gate) { _x++; s.Cancel(); }")]
    [TestCase("void M() { lock (_gate) { _x++; } _signal.SetResult(); }")]
    [TestCase("void N() { } void M() { lock (_gate) { _x++; } N(); }")]
    public void Callback_inside_lock(string code, params string[] mutants) => Check("callback-inside-lock", code, mutants);

    private static void Check(string planter, string code, params string[] mutants) =>
        Assert.That(Planted.By(planter, code), Is.EquivalentTo(mutants));

    private static string Unmarked(string code) => code.Replace("«", "").Replace("»", "");

    private static string Replaced(string code, string text) =>
        code[..code.IndexOf('«')] + text + code[(code.IndexOf('»') + 1)..];
}
