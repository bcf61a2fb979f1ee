using Katas.Analyzers.CodeFixes.Resources;
using Katas.Analyzers.Paths;

namespace Katas.Analyzers.Tests.Resources;

[Rule("KATA0602")]
public sealed class ReleaseWithoutAcquireTests
{
    [TestCase("try { await _one.WaitAsync(stop); Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("try { _one.Wait(stop); Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("try { _one.Wait(); Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("try { Work(); await _one.WaitAsync(); Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("await _one.WaitAsync(100); try { Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("await _one.WaitAsync(100, stop); try { Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("try { if (!await _one.WaitAsync(100)) return; Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("Monitor.TryEnter(_gate, 100); try { Work(); } finally { [|Monitor.Exit(_gate)|]; }")]
    [TestCase("try { Work(); Monitor.Enter(_gate); Work(); } finally { [|Monitor.Exit(_gate)|]; }")]
    [TestCase(
        "try { await _one.WaitAsync(stop); } catch (OperationCanceledException) { } try { Work(); } finally { "
        + "[|_one.Release()|]; }")]
    [TestCase("if (_n > 0) _one.Wait(); try { Work(); } finally { [|_one.Release()|]; }")]
    [TestCase("await _one.WaitAsync(); try { Work(); _one.Release(); } finally { [|_one.Release()|]; }")]
    [TestCase("var ok = await _one.WaitAsync(100); if (!ok) Work(); [|_one.Release()|];")]
    [TestCase("try { await _limit.WaitAsync(stop); Work(); _limit.Release(); } catch { [|_limit.Release()|]; throw; }")]
    [TestCase(
        "foreach (var n in new[] { 1, 2 }) { try { await _one.WaitAsync(stop); Work(); } finally { [|_one.Release()|]; } "
        + "}")]
    public Task It_is_reported(string statements) => Is(statements);

    [TestCase("await _one.WaitAsync(stop); try { Work(); } finally { _one.Release(); }")]
    [TestCase("_one.Release();")]
    [TestCase("if (!await _one.WaitAsync(100)) return; try { Work(); } finally { _one.Release(); }")]
    [TestCase("if (await _one.WaitAsync(100)) { try { Work(); } finally { _one.Release(); } }")]
    [TestCase(
        "bool ok = false; try { ok = await _one.WaitAsync(100, stop); if (ok) Work(); } finally { if (ok) "
        + "_one.Release(); }")]
    [TestCase("bool ok = false; try { await _one.WaitAsync(stop); ok = true; Work(); } finally { if (ok) _one.Release(); }")]
    [TestCase("int ok = 0; try { await _one.WaitAsync(stop); ok = 1; Work(); } finally { if (ok == 1) _one.Release(); }")]
    [TestCase(
        "try { await _one.WaitAsync(stop); } catch (OperationCanceledException) { return; } try { Work(); } finally { "
        + "_one.Release(); }")]
    [TestCase("await _one.WaitAsync(Timeout.Infinite); try { Work(); } finally { _one.Release(); }")]
    [TestCase("await _one.WaitAsync(Timeout.InfiniteTimeSpan, stop); try { Work(); } finally { _one.Release(); }")]
    [TestCase("bool taken = false; try { Monitor.Enter(_gate, ref taken); Work(); } finally { if (taken) Monitor.Exit(_gate); }")]
    [TestCase("try { Monitor.Enter(_gate); Work(); } finally { Monitor.Exit(_gate); }")]
    [TestCase("try { try { _mutex.WaitOne(); } catch (AbandonedMutexException) { } Work(); } finally { _mutex.ReleaseMutex(); }")]
    [TestCase(
        "bool has = false; try { try { has = _mutex.WaitOne(100); Work(); } catch (AbandonedMutexException) { has = true; } "
        + "Work(); } finally { if (has) _mutex.ReleaseMutex(); }")]
    [TestCase("Monitor.Exit(_gate); try { Work(); } finally { Monitor.Enter(_gate); }")]
    [TestCase("while (_n > 0) { Monitor.Exit(_gate); Work(); Monitor.Enter(_gate); }")]
    [TestCase("if (flag) _one.Wait(); try { Work(); } finally { if (flag) _one.Release(); }")]
    [TestCase("try { await _signal.WaitAsync(stop); Work(); } finally { _signal.Release(); }")]
    [TestCase("try { await _limit.WaitAsync(stop); Work(); } finally { _one.Release(); }")]
    [TestCase("var wait = _one.WaitAsync(100); if (!await wait) return; try { Work(); } finally { _one.Release(); }")]
    [TestCase(
        "try { await _one.WaitAsync(stop); try { Work(); } finally { _one.Release(); } } catch "
        + "(OperationCanceledException) { }")]
    public Task It_is_silent(string statements) => Is(statements);

    [Test]
    public Task The_message_says_what_a_wait_that_fails_does() => Analyzed.AssertAsync<PathAnalyzer>(
        Sample("try { await _one.WaitAsync(stop); } finally { [|_one.Release()|]; }"), "KATA0602",
        "'_one' is given back here even if nothing was taken in line 13, because it or what is before it in the 'try' threw: "
            + "one thread too many gets in then");

    [Test]
    public Task The_message_says_that_a_wait_gave_up() => Analyzed.AssertAsync<PathAnalyzer>(
        Sample("await _one.WaitAsync(100); [|_one.Release()|];"), "KATA0602",
        "'_one' is given back here even if 'WaitAsync' in line 13 gave up: one thread too many gets in then");

    [Test]
    public Task The_wait_goes_before_the_try() => Fixed.AssertAsync<PathAnalyzer, ReleaseWithoutAcquireFix>(
        Sample(
            """
            // One at a time.
                    try
                    {
                        await _one.WaitAsync(stop);
                        Work();
                    }
                    finally
                    {
                        _one.Release();
                    }
            """),
        Sample(
            """
            // One at a time.
                    await _one.WaitAsync(stop);
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        _one.Release();
                    }
            """), "KATA0602");

    [TestCase("try { Work(); await _one.WaitAsync(stop); Work(); } finally { _one.Release(); }")]
    [TestCase("try { await _one.WaitAsync(stop); Work(); } catch (OperationCanceledException) { } finally { _one.Release(); }")]
    [TestCase("await _one.WaitAsync(100); try { Work(); } finally { _one.Release(); }")]
    [TestCase("try { await _one.WaitAsync(100); Work(); } finally { _one.Release(); }")]
    public Task Other_forms_are_left_to_the_reader(string statements) =>
        Fixed.AssertNoneAsync<PathAnalyzer, ReleaseWithoutAcquireFix>(Sample(statements), "KATA0602");

    private static Task Is(string statements) => Analyzed.AssertAsync<PathAnalyzer>(Sample(statements), "KATA0602");

    private static string Sample(string statements) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            private readonly SemaphoreSlim _limit = new(4);
            private readonly SemaphoreSlim _signal = new(0);
            private readonly Mutex _mutex = new();
            private int _n;
            void Work() { }
            async Task Run(CancellationToken stop, bool flag)
            {
                _ = (_gate, _one, _limit, _signal, _mutex, _n, stop, flag); await Task.Yield();
                {{statements}}
            }
        }
        """;
}
