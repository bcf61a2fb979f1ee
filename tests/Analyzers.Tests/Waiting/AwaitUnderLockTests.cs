using Katas.Analyzers.Paths;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Waiting;

[Rule("KATA0201")]
public sealed class AwaitUnderLockTests
{
    [TestCase("Monitor.Enter(_gate); try { [|await Work()|]; } finally { Monitor.Exit(_gate); }")]
    [TestCase("Monitor.Enter(_gate); [|await Work()|]; Monitor.Exit(_gate);")]
    [TestCase("Monitor.Enter(_gate); [|await Work()|];")]
    [TestCase("_modern.Enter(); try { [|await Work()|]; } finally { _modern.Exit(); }")]
    [TestCase("_rw.EnterReadLock(); try { [|await Work().ConfigureAwait(false)|]; } finally { _rw.ExitReadLock(); }")]
    [TestCase("_rw.EnterWriteLock(); try { var n = [|await Number()|]; } finally { _rw.ExitWriteLock(); }")]
    [TestCase("_rw.EnterUpgradeableReadLock(); try { [|await Work()|]; } finally { _rw.ExitUpgradeableReadLock(); }")]
    [TestCase("_mutex.WaitOne(); try { [|await Work()|]; } finally { _mutex.ReleaseMutex(); }")]
    [TestCase("bool taken = false; try { _spin.Enter(ref taken); [|await Work()|]; } finally { if (taken) _spin.Exit(); }")]
    [TestCase("if (Monitor.TryEnter(_gate)) { try { [|await Work()|]; } finally { Monitor.Exit(_gate); } }")]
    [TestCase("if (!_modern.TryEnter()) return; try { [|await Work()|]; } finally { _modern.Exit(); }")]
    [TestCase(
        "Monitor.Enter(_gate); try { foreach (var n in _list) { if (n > 1) [|await Work()|]; } } finally { "
        + "Monitor.Exit(_gate); }")]
    [TestCase("Monitor.Enter(_gate); try { [|await _async.WaitAsync()|]; _async.Release(); } finally { Monitor.Exit(_gate); }")]
    [TestCase(
        "Func<Task> later = async () => { Monitor.Enter(_gate); try { [|await Work()|]; } finally { Monitor.Exit(_gate); "
        + "} }; await later();")]
    [TestCase(
        "Monitor.Enter(_gate); try { throw new IOException(); } catch (IOException) { [|await Work()|]; } finally { "
        + "Monitor.Exit(_gate); }")]
    [TestCase("Monitor.Enter(_gate); try { _n++; } finally { [|await Work()|]; Monitor.Exit(_gate); }")]
    [TestCase("var taken = _mutex.WaitOne(100); if (taken) { [|await Work()|]; _mutex.ReleaseMutex(); }")]
    public Task It_is_reported(string statements) => Check(statements);

    [TestCase("Monitor.Enter(_gate); try { _n++; } finally { Monitor.Exit(_gate); } await Work();")]
    [TestCase("lock (_gate) { _n++; } await Work();")]
    [TestCase("await _async.WaitAsync(); try { await Work(); } finally { _async.Release(); }")]
    [TestCase("Monitor.Enter(_gate); Task work; try { work = Work(); } finally { Monitor.Exit(_gate); } await work;")]
    [TestCase("if (Monitor.TryEnter(_gate)) { _n++; Monitor.Exit(_gate); } else { await Work(); }")]
    [TestCase("if (!Monitor.TryEnter(_gate)) { await Work(); return; } try { _n++; } finally { Monitor.Exit(_gate); }")]
    [TestCase("while (!_modern.TryEnter()) await Task.Yield(); try { _n++; } finally { _modern.Exit(); }")]
    [TestCase(
        "Monitor.Enter(_gate); try { Func<Task> later = async () => await Work(); _ = later; } finally { "
        + "Monitor.Exit(_gate); }")]
    [TestCase("_rw.EnterReadLock(); _n++; _rw.ExitReadLock(); await Work(); _rw.EnterReadLock(); _n++; _rw.ExitReadLock();")]
    [TestCase("bool taken = false; try { _spin.Enter(ref taken); _n++; } finally { if (taken) _spin.Exit(); } await Work();")]
    [TestCase("var taken = Monitor.TryEnter(_gate); if (!taken) { await Work(); } else { Monitor.Exit(_gate); }")]
    [TestCase(
        "foreach (var n in _list) { Monitor.Enter(_gate); try { _n += n; } finally { Monitor.Exit(_gate); } await "
        + "Work(); }")]
    [TestCase("Monitor.Enter(_gate); if (_n > 0) { Monitor.Exit(_gate); await Work(); return; } Monitor.Exit(_gate);")]
    [TestCase("var entered = _rw.TryEnterReadLock(0); if (entered) _rw.ExitReadLock(); await Work();")]
    public Task It_is_silent(string statements) => Check(statements);

    [TestCase("[|await|] foreach (var n in Numbers()) _n += n;")]
    [TestCase("[|await|] using (var file = new MemoryStream()) _n++;")]
    [TestCase("[|await|] using var file = new MemoryStream(); _n++;")]
    public Task A_statement_that_awaits_is_reported(string statement) =>
        Check("Monitor.Enter(_gate); try { " + statement + " } finally { Monitor.Exit(_gate); }");

    [Test]
    public async Task It_is_an_error_that_says_why()
    {
        var found = await Analyzed.FindAsync<PathAnalyzer>(
            Analyzed.Compile(Sample("Monitor.Enter(_gate); await Work(); Monitor.Exit(_gate);")), "KATA0201");
        Assert.That(found[0].Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(found[0].AdditionalLocations, Has.Count.EqualTo(1));
        Assert.That(
            found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            Does.StartWith("'_gate', taken in line 17, belongs to its thread: after this await another thread may go on"));
    }

    private static Task Check(string statements) => Analyzed.AssertAsync<PathAnalyzer>(Sample(statements), "KATA0201");

    private static string Sample(string statements) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly Mutex _mutex = new();
            private readonly SemaphoreSlim _async = new(1);
            private readonly List<int> _list = [];
            private SpinLock _spin = new();
            private int _n;
            async Task Work() => await Task.Yield();
            async Task<int> Number() { await Task.Yield(); return _n; }
            async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
            async Task Run(Sample other)
            {
                _ = (_gate, _modern, _rw, _mutex, _async, _list, _spin, other);
                {{statements}}
            }
        }
        """;
}
