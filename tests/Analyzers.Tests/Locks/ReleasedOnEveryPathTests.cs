using Katas.Analyzers.CodeFixes.Locks;
using Katas.Analyzers.Paths;

namespace Katas.Analyzers.Tests.Locks;

[Rule("KATA0108")]
public sealed class ReleasedOnEveryPathTests
{
    [TestCase("[|Monitor.Enter(_gate)|]; if (_n > 0) return; _n++; Monitor.Exit(_gate);")]
    [TestCase("[|Monitor.Enter(_gate)|]; Work(); Monitor.Exit(_gate);")]
    [TestCase("[|Monitor.Enter(_gate)|]; if (_n < 0) throw new InvalidOperationException(); Monitor.Exit(_gate);")]
    [TestCase("[|_modern.Enter()|]; _list.Add(1); _modern.Exit();")]
    [TestCase("[|_modern.Enter()|]; switch (_n) { case 1: _modern.Exit(); return; case 2: return; } _modern.Exit();")]
    [TestCase("[|_rw.EnterWriteLock()|]; Work(); _rw.ExitWriteLock();")]
    [TestCase(
        "_rw.EnterReadLock(); try { Work(); } finally { _rw.ExitReadLock(); } [|_rw.EnterWriteLock()|]; Work(); "
        + "_rw.ExitWriteLock();")]
    [TestCase("if (![|Monitor.TryEnter(_gate)|]) return; if (_n == 0) return; _n--; Monitor.Exit(_gate);")]
    [TestCase("if ([|Monitor.TryEnter(_gate, 100)|]) { if (_n == 0) return; Monitor.Exit(_gate); }")]
    [TestCase("[|_mutex.WaitOne()|]; Work(); _mutex.ReleaseMutex();")]
    [TestCase("bool taken = false; [|_spin.Enter(ref taken)|]; Work(); if (taken) _spin.Exit();")]
    [TestCase("[|Monitor.Enter(_gate)|]; try { Work(); Monitor.Exit(_gate); } catch (IOException) { }")]
    [TestCase("while (true) { [|Monitor.Enter(_gate)|]; if (_n > 3) break; _n++; Monitor.Exit(_gate); }")]
    [TestCase("while (_n > 0) { [|Monitor.Enter(_gate)|]; if (_n > 3) return; _n++; Monitor.Exit(_gate); }")]
    [TestCase("[|Monitor.Enter(_gate)|]; call(); try { _n++; } finally { Monitor.Exit(_gate); }")]
    [TestCase("Action a = () => { [|Monitor.Enter(_gate)|]; if (_n > 0) return; Monitor.Exit(_gate); }; a();")]
    [TestCase("void Inner() { [|Monitor.Enter(_gate)|]; if (_n > 0) return; Monitor.Exit(_gate); } Inner();")]
    [TestCase("bool taken = [|Monitor.TryEnter(_gate)|]; if (taken && _n > 0) { _n--; Monitor.Exit(_gate); }")]
    [TestCase("[|Monitor.Enter(other._gate)|]; if (_n == 0) return; Monitor.Exit(other._gate);")]
    [TestCase("[|Monitor.Enter(_stripes[n])|]; if (_n == 0) return; Monitor.Exit(_stripes[n]);")]
    [TestCase(
        "[|Monitor.Enter(_gate)|]; try { if (_n == 0) return; _n++; } catch { Monitor.Exit(_gate); throw; } "
        + "Monitor.Exit(_gate);")]
    public Task It_is_reported(string statements) => Is(statements);

    [TestCase("public int Take(int n) { [|_lock.Enter()|]; "
        + "if (n == 0) return -1; _n += n; var all = _n; _lock.Exit(); return all; }")]
    [TestCase("public long? Claim(int n) { [|_lock.Enter()|]; if (n == 0) return null; _n += n; _lock.Exit(); return n; }")]
    [TestCase("public string? Rent(int n) { [|_lock.Enter()|]; if (n == 0) return default; _n++; _lock.Exit(); return \"a\"; }")]
    public Task A_refusal_that_keeps_the_lock_is_reported(string member) => Analyzed.AssertAsync<PathAnalyzer>(
        $"class Small {{ private readonly Lock _lock = new(); private int _n; {member} }}", "KATA0108");

    [TestCase("public int Take(int n) { _lock.Enter(); if (n == 0) return _n; _n += n; _lock.Exit(); return -1; }")]
    [TestCase("public string Show() { _lock.Enter(); var text = _n.ToString(); _lock.Exit(); return text; }")]
    public Task A_result_and_a_text_are_silent(string member) => Analyzed.AssertAsync<PathAnalyzer>(
        $"class Small {{ private readonly Lock _lock = new(); private int _n; {member} }}", "KATA0108");

    [TestCase("Monitor.Enter(_gate); try { Work(); } finally { Monitor.Exit(_gate); }")]
    [TestCase("Monitor.Enter(_gate); try { if (_n > 0) return; Work(); } finally { Monitor.Exit(_gate); }")]
    [TestCase("bool taken = false; try { Monitor.Enter(_gate, ref taken); Work(); } finally { if (taken) Monitor.Exit(_gate); }")]
    [TestCase(
        "var taken = false; try { Monitor.TryEnter(_gate, 10, ref taken); if (taken) Work(); } finally { if (taken) "
        + "Monitor.Exit(_gate); }")]
    [TestCase("if (Monitor.TryEnter(_gate)) { try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [TestCase("if (!Monitor.TryEnter(_gate, 10)) return; try { Work(); } finally { Monitor.Exit(_gate); }")]
    [TestCase("if (!_modern.TryEnter()) throw new TimeoutException(); try { Work(); } finally { _modern.Exit(); }")]
    [TestCase("Monitor.Enter(_gate); _n++; Monitor.Exit(_gate);")]
    [TestCase("Monitor.Enter(_gate); if (_n > 0) { Monitor.Exit(_gate); return; } _n++; Monitor.Exit(_gate);")]
    [TestCase("Monitor.Enter(_gate);")]
    [TestCase("Monitor.Exit(_gate); try { Work(); } finally { Monitor.Enter(_gate); }")]
    [TestCase("Monitor.Enter(_gate); try { Work(); } catch { Monitor.Exit(_gate); throw; }")]
    [TestCase("Monitor.Enter(_gate); try { Work(); } catch { Monitor.Exit(_gate); throw; } Monitor.Exit(_gate);")]
    [TestCase("if (n > 0) Monitor.Enter(_gate); try { Work(); } finally { if (n > 0) Monitor.Exit(_gate); }")]
    [TestCase("if (flag) Monitor.Enter(_gate); _n++; if (flag) Monitor.Exit(_gate);")]
    [TestCase("int held = 0; try { Monitor.Enter(_gate); held++; Work(); } finally { if (held > 0) Monitor.Exit(_gate); }")]
    [TestCase(
        "_rw.EnterUpgradeableReadLock(); try { _rw.EnterWriteLock(); try { Work(); } finally { _rw.ExitWriteLock(); } } "
        + "finally { _rw.ExitUpgradeableReadLock(); }")]
    [TestCase("while (true) { Monitor.Enter(_gate); try { if (_n > 3) break; Work(); } finally { Monitor.Exit(_gate); } }")]
    [TestCase(
        "foreach (var one in _stripes) Monitor.Enter(one); try { Work(); } finally { foreach (var one in _stripes) "
        + "Monitor.Exit(one); }")]
    [TestCase(
        "for (int i = 0; i < 4; i++) Monitor.Enter(_stripes[i]); try { Work(); } finally { for (int i = 0; i < 4; i++) "
        + "Monitor.Exit(_stripes[i]); }")]
    [TestCase(
        "var node = this; Monitor.Enter(node._gate); while (node != null) { var old = node; node = node.Next; if (node "
        + "!= null) Monitor.Enter(node._gate); Monitor.Exit(old._gate); }")]
    [TestCase("lock (_gate) { if (_n > 0) return; Work(); }")]
    [TestCase("using (_modern.EnterScope()) { if (_n > 0) return; Work(); }")]
    [TestCase("Monitor.Enter(_gate); Work(); try { Work(); } finally { Monitor.Exit(_gate); }")]
    [TestCase("Monitor.Enter(_gate); try { try { Work(); } finally { _n++; } } finally { Monitor.Exit(_gate); }")]
    [TestCase(
        "Monitor.Enter(_gate); Monitor.Enter(_gate); try { Work(); } finally { Monitor.Exit(_gate); Monitor.Exit(_gate); "
        + "}")]
    [TestCase("_waits.Wait(); Work(); _waits.Release();")]
    [TestCase("_maybe?.EnterReadLock(); try { Work(); } finally { _maybe?.ExitReadLock(); }")]
    public Task It_is_silent(string statements) => Is(statements);

    [TestCase(
        "bool TryBoth() { if (!Monitor.TryEnter(_gate)) return false; if (!_modern.TryEnter()) { Monitor.Exit(_gate); "
        + "return false; } return true; }")]
    [TestCase("bool TryLock() { Monitor.Enter(_gate); if (_n > 0) return true; Monitor.Exit(_gate); return false; }")]
    [TestCase(
        "IDisposable? Hold() { Monitor.Enter(_gate); if (_n > 0) { Monitor.Exit(_gate); return null; } return new "
        + "MemoryStream(); }")]
    [TestCase(
        "public void Open() { Monitor.Enter(_other); if (_n > 0) { Monitor.Exit(_other); return; } _n++; } public void "
        + "Close() => Monitor.Exit(_other);")]
    public Task A_method_that_takes_a_lock_for_its_caller_is_silent(string member) => Is("", member);

    [Test]
    public Task The_message_names_the_lock_and_the_way_out() => Analyzed.AssertAsync<PathAnalyzer>(
        Sample("[|Monitor.Enter(_gate)|];\nif (_n > 0)\nreturn;\nMonitor.Exit(_gate);", ""), "KATA0108",
        "'_gate' is taken here and given back in line 24, but not on the way out from line 22: every other thread then "
            + "waits for it for ever");

    [Test]
    public Task Enter_and_exit_become_lock() => Fixed.AssertAsync<PathAnalyzer, ReleasedOnEveryPathFix>(
        Sample(
            """
            // The count first.
                    Monitor.Enter(_gate);

                    if (_n > 0) return;
                    Work();
                    Monitor.Exit(_gate); // Done.
                    _modern.Enter();
                    Work();
                    _modern.Exit();
                    Debug();
            """, ""),
        Sample(
            """
            // The count first.
                    lock (_gate)
                    {
                        if (_n > 0) return;
                        Work();
                    } // Done.
                    lock (_modern)
                    {
                        Work();
                    }
                    Debug();
            """, ""), "KATA0108");

    [TestCase("Monitor.Enter(_gate); var n2 = _list[0]; Monitor.Exit(_gate); _n = n2;")]
    [TestCase("_rw.EnterWriteLock(); Work(); _rw.ExitWriteLock();")]
    [TestCase("Monitor.Enter(_gate); if (_n > 0) { Work(); Monitor.Exit(_gate); return; } Monitor.Exit(_gate);")]
    [TestCase("if (Monitor.TryEnter(_gate)) { Work(); Monitor.Exit(_gate); }")]
    public Task Other_forms_are_left_to_the_reader(string statements) =>
        Fixed.AssertNoneAsync<PathAnalyzer, ReleasedOnEveryPathFix>(Sample(statements, ""), "KATA0108");

    private static Task Is(string statements, string member = "") =>
        Analyzed.AssertAsync<PathAnalyzer>(Sample(statements, member), "KATA0108");

    private static string Sample(string statements, string member) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly object _other = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly ReaderWriterLockSlim? _maybe = new();
            private readonly Mutex _mutex = new();
            private readonly SemaphoreSlim _waits = new(1);
            private readonly object[] _stripes = [new(), new()];
            private readonly List<int> _list = [];
            private SpinLock _spin = new();
            private int _n;
            public Sample Next = null!;
            void Work() { }
            void Debug() { }
            {{member}}
            void Run(Sample other, int n, bool flag, Action call)
            {
                _ = (_gate, _modern, _rw, _maybe, _mutex, _waits, _stripes, _list, _spin, _n, _other);
                {{statements}}
            }
        }
        """;
}
