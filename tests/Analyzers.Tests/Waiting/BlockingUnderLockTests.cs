using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Waiting;

[Rule("KATA0202")]
public sealed class BlockingUnderLockTests
{
    [TestCase("lock (_gate) { [|_task.Wait()|]; }")]
    [TestCase("lock (_gate) { _n = [|_number.Result|]; }")]
    [TestCase("lock (_gate) { _n = [|Number().Result|]; }")]
    [TestCase("lock (_gate) { [|_task.GetAwaiter().GetResult()|]; }")]
    [TestCase("lock (_gate) { _n = [|Number().ConfigureAwait(false).GetAwaiter().GetResult()|]; }")]
    [TestCase("lock (_gate) { [|Task.WaitAll(_task, _number)|]; }")]
    [TestCase("lock (_gate) { [|_thread.Join()|]; }")]
    [TestCase("lock (_gate) { [|Thread.Sleep(10)|]; }")]
    [TestCase("lock (_gate) { [|_event.WaitOne()|]; }")]
    [TestCase("lock (_gate) { [|_slim.Wait()|]; }")]
    [TestCase("lock (_gate) { [|_one.Wait()|]; _one.Release(); }")]
    [TestCase("lock (_gate) { [|_one.Wait(1000)|]; }")]
    [TestCase("lock (_gate) { _n = [|_items.Take()|]; }")]
    [TestCase("lock (_gate) { [|_countdown.Wait()|]; [|_barrier.SignalAndWait()|]; }")]
    [TestCase("lock (_gate) { lock (_other) { [|Monitor.Wait(_other)|]; } }")]
    [TestCase("using (_modern.EnterScope()) { [|_task.Wait()|]; }")]
    [TestCase("_rw.EnterReadLock(); try { [|_task.Wait()|]; } finally { _rw.ExitReadLock(); }")]
    [TestCase("Monitor.Enter(_gate); try { [|_task.Wait(100)|]; } finally { Monitor.Exit(_gate); }")]
    [TestCase("lock (_gate) { if (!_items.TryTake(out _n, 100)) return; }", "[|_items.TryTake(out _n, 100)|]")]
    [TestCase("_one.Wait(); try { [|_task.Wait()|]; } finally { _one.Release(); }")]
    public Task It_is_reported(string statements, string? marked = null) =>
        Check(marked is null ? statements : statements.Replace(marked.Replace("[|", "").Replace("|]", ""), marked));

    [TestCase("lock (_gate) { _n++; } _task.Wait();")]
    [TestCase("lock (_gate) { while (_n == 0) Monitor.Wait(_gate); }")]
    [TestCase("lock (_gate) { while (_n == 0) Monitor.Wait(_gate, 100); }")]
    [TestCase("lock (_gate) { _one.Wait(0); }")]
    [TestCase("lock (_gate) { _one.Wait(TimeSpan.Zero); }")]
    [TestCase("lock (_gate) { _event.WaitOne(0); }")]
    [TestCase("lock (_gate) { Thread.Sleep(0); Thread.Yield(); }")]
    [TestCase("lock (_gate) { if (_number.IsCompletedSuccessfully) _n = _number.Result; }")]
    [TestCase("lock (_gate) { _ = Task.Run(() => _task.Wait()); }")]
    [TestCase("lock (_gate) { Action later = () => _task.Wait(); _ = later; }")]
    [TestCase("lock (_gate) { _items.TryTake(out _n); _items.Add(1); }")]
    [TestCase("lock (_gate) { lock (_other) { _n++; } }")]
    [TestCase("Task.Run(() => { lock (_gate) { _n++; } }).Wait();")]
    [TestCase("lock (_gate) { _slim.Set(); _event.Set(); _one.Release(); }")]
    [TestCase("Task work; lock (_gate) { work = Task.Run(() => { }); } work.Wait();")]
    [TestCase("_one.Wait(); _one.Release();")]
    public Task It_is_silent(string statements) => Check(statements);

    [Test]
    public Task A_wait_in_a_helper_that_is_called_under_the_lock_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly Task _task = Task.CompletedTask;
            public void Stop() { lock (_gate) Finish(); }
            private void Finish() => [|_task.Wait()|];
        }
        """, "KATA0202",
        "'Task.Wait' waits here while '_gate' is held: if what it waits for needs '_gate' first, both wait for ever, "
            + "and everybody "
            + "else meanwhile");

    [Test]
    public Task A_task_that_has_been_awaited_is_silent() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Sample
        {
            private readonly SemaphoreSlim _one = new(1);
            public async Task<int> Both(Task<int> a, Task<int> b)
            {
                await _one.WaitAsync();
                try
                {
                    await Task.WhenAll(a, b);
                    return a.Result + b.Result;
                }
                finally
                {
                    _one.Release();
                }
            }
        }
        """, "KATA0202");

    private static Task Check(string statements) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly object _other = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly SemaphoreSlim _one = new(1);
            private readonly AutoResetEvent _event = new(false);
            private readonly ManualResetEventSlim _slim = new();
            private readonly CountdownEvent _countdown = new(1);
            private readonly Barrier _barrier = new(2);
            private readonly BlockingCollection<int> _items = [];
            private readonly Thread _thread = new(() => { });
            private readonly Task _task = Task.CompletedTask;
            private readonly Task<int> _number = Task.FromResult(1);
            private int _n;
            Task<int> Number() => _number;
            void Run()
            {
                {{statements}}
            }
        }
        """, "KATA0202");
}
