using Katas.Analyzers.CodeFixes.Resources;
using Katas.Analyzers.Paths;

namespace Katas.Analyzers.Tests.Resources;

[Rule("KATA0601")]
public sealed class SemaphoreInFinallyTests
{
    [TestCase("[|_one.Wait()|]; Work(); _one.Release();")]
    [TestCase("await [|_one.WaitAsync()|]; await Async(); _one.Release();")]
    [TestCase("await [|_one.WaitAsync(stop)|].ConfigureAwait(false); await Async(); _one.Release();")]
    [TestCase("await [|_one.WaitAsync()|]; if (_n > 0) return; _one.Release();")]
    [TestCase("await [|_one.WaitAsync()|]; await Async(); try { Work(); } finally { _one.Release(); }")]
    [TestCase("if (!await [|_one.WaitAsync(100)|]) return; await Async(); _one.Release();")]
    [TestCase("if (await [|_one.WaitAsync(100, stop)|]) { Work(); _one.Release(); }")]
    [TestCase("[|_limit.Wait()|]; var text = File.ReadAllText(\"a\"); _limit.Release();")]
    [TestCase("await [|_one.WaitAsync()|]; try { Work(); _one.Release(); } catch (IOException) { _one.Release(); }")]
    [TestCase("await [|_one.WaitAsync()|]; try { Work(); } catch (IOException) { } _one.Release();")]
    [TestCase("[|_kernel.WaitOne()|]; Work(); _kernel.Release();")]
    [TestCase("while (_n > 0) { await [|_one.WaitAsync()|]; if (_n > 2) continue; _n--; _one.Release(); }")]
    [TestCase("var ok = await [|_one.WaitAsync(100)|]; if (ok) { await Async(); _one.Release(); }")]
    [TestCase("Func<Task> later = async () => { await [|_one.WaitAsync()|]; await Async(); _one.Release(); }; await later();")]
    [TestCase("await [|_one.WaitAsync()|]; if (_n < 0) throw new InvalidOperationException(); _n--; _one.Release();")]
    public Task It_is_reported(string statements) => Is(statements);

    [TestCase("_one.Wait(); try { Work(); } finally { _one.Release(); }")]
    [TestCase("await _one.WaitAsync(); try { await Async(); } finally { _one.Release(); }")]
    [TestCase("if (!await _one.WaitAsync(100)) return; try { await Async(); } finally { _one.Release(); }")]
    [TestCase("_one.Wait(); _n++; _one.Release();")]
    [TestCase("await _one.WaitAsync(); Work();")]
    [TestCase("_one.Release();")]
    [TestCase("await _signal.WaitAsync(); Work(); _signal.Release();")]
    [TestCase("await _limit.WaitAsync(); _ = Task.Run(() => { try { Work(); } finally { _limit.Release(); } });")]
    [TestCase(
        "await _limit.WaitAsync(); try { _ = Task.Run(() => { try { Work(); } finally { _limit.Release(); } }); } catch "
        + "{ _limit.Release(); throw; }")]
    [TestCase("await _limit.WaitAsync(); Work(); _one.Release();")]
    [TestCase("var ok = await _one.WaitAsync(100); try { if (ok) Work(); } finally { if (ok) _one.Release(); }")]
    [TestCase("for (int i = 0; i < 3; i++) _limit.Wait(); Work(); _limit.Release(3);")]
    [TestCase(
        "var wait = _one.WaitAsync(); await Task.WhenAny(wait, Async()); if (!wait.IsCompleted) return; Work(); "
        + "_one.Release();")]
    [TestCase("await _one.WaitAsync(); try { Work(); } catch { _one.Release(); throw; } _one.Release();")]
    [TestCase("if (_n > 0) await _one.WaitAsync(); try { Work(); } finally { if (_n > 0) _one.Release(); }")]
    [TestCase("await _one.WaitAsync(); Log(\"in\"); try { Work(); } finally { _one.Release(); }")]
    [TestCase("await _one.WaitAsync(); try { if (_n > 0) return; } finally { Log(\"out\"); _one.Release(); }")]
    [TestCase("_one.Release(); await Async(); await _one.WaitAsync();")]
    public Task It_is_silent(string statements) => Is(statements);

    [TestCase(
        "async Task<IDisposable> LockAsync() { await _one.WaitAsync(); try { Work(); return new MemoryStream(); } catch "
        + "{ _one.Release(); throw; } }")]
    [TestCase("async Task Begin() { await _one.WaitAsync(); try { Work(); } catch { _one.Release(); throw; } }")]
    [TestCase("async Task<bool> TryTake() { await _one.WaitAsync(); if (_n > 0) return true; _one.Release(); return false; }")]
    public Task A_method_that_takes_a_permit_for_its_caller_is_silent(string member) => Is("", member);

    [Test]
    public Task The_message_says_what_is_lost() => Analyzed.AssertAsync<PathAnalyzer>(
        Sample("[|_one.Wait()|];\nWork();\n_one.Release();", ""), "KATA0601",
        "'_one' is waited for here and released in line 17, but not if 'Work' in line 16 throws: that permit is lost, "
            + "and in the end "
            + "everybody waits; release it in a 'finally'");

    [Test]
    public Task The_release_goes_into_a_finally() => Fixed.AssertAsync<PathAnalyzer, SemaphoreInFinallyFix>(
        Sample(
            """
            await _one.WaitAsync(stop).ConfigureAwait(false);

                    // Now alone.
                    Work();
                    if (_n > 0) return;
                    _one.Release(); // Done.
                    Log("after");
            """, ""),
        Sample(
            """
            await _one.WaitAsync(stop).ConfigureAwait(false);
                    try
                    {
                        // Now alone.
                        Work();
                        if (_n > 0) return;
                    }
                    finally
                    {
                        _one.Release(); // Done.
                    }
                    Log("after");
            """, ""), "KATA0601");

    [TestCase("await _one.WaitAsync(); var text = File.ReadAllText(\"a\"); _one.Release(); Log(text);")]
    [TestCase("if (await _one.WaitAsync(100)) { Work(); _one.Release(); }")]
    [TestCase("await _one.WaitAsync(); if (_n > 0) { Work(); _one.Release(); return; } _one.Release();")]
    public Task Other_forms_are_left_to_the_reader(string statements) =>
        Fixed.AssertNoneAsync<PathAnalyzer, SemaphoreInFinallyFix>(Sample(statements, ""), "KATA0601");

    private static Task Is(string statements, string member = "") =>
        Analyzed.AssertAsync<PathAnalyzer>(Sample(statements, member), "KATA0601");

    private static string Sample(string statements, string member) =>
        $$"""
        class Sample
        {
            private readonly SemaphoreSlim _one = new(1, 1);
            private readonly SemaphoreSlim _limit = new(4);
            private readonly SemaphoreSlim _signal = new(0);
            private readonly Semaphore _kernel = new(1, 1);
            private int _n;
            void Work() { }
            void Log(string text) { }
            async Task Async() => await Task.Yield();
            {{member}}
            async Task Run(CancellationToken stop)
            {
                _ = (_one, _limit, _signal, _kernel, _n, stop); await Task.Yield();
                {{statements}}
            }
        }
        """;
}
