namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>What is done to waiting, waking and giving back.</summary>
public sealed class WaitOperatorTests
{
    [TestCase("void M() { lock (_gate) { «while (_x == 0) Monitor.Wait(_gate);» } }", "if (_x == 0) Monitor.Wait(_gate);")]
    [TestCase("void M() { lock (_gate) «while (_x == 0) if (!Monitor.Wait(_gate, 5)) throw new TimeoutException();» }",
        "if (_x == 0) if (!Monitor.Wait(_gate, 5)) throw new TimeoutException();")]
    [TestCase("async Task M() { «while (!_ready) { await _signal.Task; }» }", "if (!_ready) { await _signal.Task; }")]
    [TestCase("async Task M() { «while (!_ready) { Task t; lock (_gate) t = _signal.Task; await t; }» }",
        "if (!_ready) { Task t; lock (_gate) t = _signal.Task; await t; }")]
    [TestCase("async Task M(TimeProvider c) { «while (!_ready) await Task.Delay(5, default).ConfigureAwait(false);» }",
        "if (!_ready) await Task.Delay(5, default).ConfigureAwait(false);")]
    [TestCase("void M(ManualResetEventSlim e) { «while (!_ready) { e.Wait(); e.Reset(); }» }",
        "if (!_ready) { e.Wait(); e.Reset(); }")]
    [TestCase("void M() { «for (var s = new SpinWait(); !_ready;) s.SpinOnce();» }",
        "{ var s = new SpinWait(); if (!_ready) s.SpinOnce(); }")]
    public void While_to_if(string code, params string[] mutants) => Check("while-to-if", code, mutants);

    [TestCase("void M() { lock (_gate) while (true) Monitor.Wait(_gate); }")]
    [TestCase("void M() { while (_x > 0) _x--; }")]
    [TestCase("void N() { } async Task M() { while (!_ready) { await _signal.Task; N(); } }")]
    [TestCase("void M() { lock (_gate) while (_x == 0) { Monitor.Wait(_gate); if (_ready) break; } }")]
    [TestCase("async Task M(System.Threading.Channels.ChannelReader<int> r) { while (await r.WaitToReadAsync()) _x++; }")]
    [TestCase("class Monitor { public static void Wait(object o) { } } void M() { while (_x == 0) Monitor.Wait(_gate); }")]
    [TestCase("async Task M() { while (_line.TryDequeue(out var next)) { _x = next; await _signal.Task; } }")]
    public void While_to_if_leaves_alone(string code) => Check("while-to-if", code);

    [TestCase("void M() { lock (_gate) { «Monitor.PulseAll(_gate)»; } }", "Monitor.Pulse(_gate)")]
    [TestCase("void M(int n) { «_one.Release(n)»; }", "_one.Release()")]
    [TestCase("void M(List<TaskCompletionSource> all) { «foreach (var each in all) each.SetResult();» }",
        "foreach (var each in all.Take(1)) each.SetResult();")]
    [TestCase("void M(List<TaskCompletionSource> all) { foreach (var each in all) _signal.SetResult(); }")]
    [TestCase("void M() { _one.Release(1); lock (_gate) Monitor.Pulse(_gate); }")]
    public void Pulse_all_to_pulse(string code, params string[] mutants) => Check("pulse-all-to-pulse", code, mutants);

    [TestCase("void M() { lock (_gate) { _x++; «Monitor.Pulse(_gate);» } }", "")]
    [TestCase("void M() { if (_ready) «_signal.TrySetResult();» }", "{ }")]
    [TestCase("void M(TaskCompletionSource? t) { «t?.SetResult();» }", "")]
    [TestCase("void M(AutoResetEvent e) { «e.Set();» }", "")]
    [TestCase("void M() { lock (_gate) _line.Enqueue(1); «_one.Release();» }", "")]
    [TestCase("Action M() => () => «_signal.TrySetResult()»;", "{ }")]
    [TestCase("async Task M(TaskCompletionSource<int> t, Task<int> w) { «t.SetResult(await w);» }", "await w;")]
    [TestCase("void M(System.Threading.Channels.Channel<int> c) { «c.Writer.TryComplete();» }", "")]
    public void Drop_signal(string code, params string[] mutants) => Check("drop-signal", code, mutants);

    [TestCase("void M() { _one.Wait(); try { _x++; } finally { _one.Release(); } }")]
    [TestCase("bool M() { var won = _signal.TrySetResult(); return won; }")]
    [TestCase("Func<bool> M() => () => _signal.TrySetResult();")]
    [TestCase("void Set() { } void M() { Set(); }")]
    public void Drop_signal_leaves_alone(string code) => Check("drop-signal", code);

    [TestCase("private readonly TaskCompletionSource _t = new(«TaskCreationOptions.RunContinuationsAsynchronously»);",
        "TaskCreationOptions.None")]
    [TestCase("async Task M(Task t) { await t.ConfigureAwait(«ConfigureAwaitOptions.ForceYielding»); }",
        "ConfigureAwaitOptions.None")]
    [TestCase("async Task M() { «await Task.Yield();» }", "")]
    [TestCase("enum TaskCreationOptions { None, RunContinuationsAsynchronously } " +
        "void M(object o) => o = TaskCreationOptions.RunContinuationsAsynchronously;")]
    public void Continuations_inline(string code, params string[] mutants) => Check("continuations-inline", code, mutants);

    [TestCase("void M() { _one.Wait(); try { _x++; } finally { «_one.Release();» } }", "")]
    [TestCase("void M() { try { _x++; } finally { «_ready = false; _y--;» } }", "_y--;", "_ready = false;")]
    [TestCase("void M() { try { _x++; } finally { lock (_gate) { «_y--; Monitor.PulseAll(_gate);» } } }",
        "Monitor.PulseAll(_gate);", "_y--;")]
    [TestCase("void M(Lock[] all, int n) { try { _x++; } finally { «while (n > 0) all[--n].Exit();» } }", "")]
    public void Drop_finally_release(string code, params string[] mutants)
    {
        var planted = Planted.By("drop-finally-release", code)
            .Concat(Planted.By("drop-signal", code)); // the same change is planted once, by the first that thinks of it
        Assert.That(planted, Is.EquivalentTo(mutants));
    }

    [TestCase("void M() { «try { _x++; } finally { _y--; }» }", "{ _x++; } { _y--; }")]
    [TestCase("int M() { «try { return _x; } finally { _y--; }» }", "int result; { result = _x; } { _y--; } return result;")]
    [TestCase("async Task<int> M(Task<int> t) { «try { return await t; } finally { _y--; }» }",
        "int result; { result = await t; } { _y--; } return result;")]
    [TestCase("void M() { «try { if (_ready) return; _x++; } finally { _y--; }» }", "{ if (_ready) return; _x++; } { _y--; }")]
    [TestCase("void M() { «try { _x++; } catch (Exception) { _x--; } finally { _y--; }» }",
        "try { _x++; } catch (Exception) { _x--; } { _y--; }")]
    [TestCase("void M() { try { while (true) _x++; } finally { _y--; } }")]
    [TestCase("void M() { try { _x++; } finally { } }")]
    public void Finally_to_plain(string code, params string[] mutants) => Check("finally-to-plain", code, mutants);

    [TestCase("void M(CancellationToken t) { «using var r = t.Register(() => _x++);» _y++; }",
        "var r = t.Register(() => _x++);")]
    [TestCase("void M(CancellationToken t) { «using (t.Register(() => _x++)) _y++;» }", "_ = t.Register(() => _x++); _y++;")]
    [TestCase("void M(CancellationToken t) { «using var s = CancellationTokenSource.CreateLinkedTokenSource(t);» _y++; }",
        "var s = CancellationTokenSource.CreateLinkedTokenSource(t);")]
    [TestCase("void M() { using var s = new MemoryStream(); _y++; }")]
    public void Drop_dispose(string code, params string[] mutants) => Check("drop-dispose", code, mutants);

    private static void Check(string planter, string code, params string[] mutants) =>
        Assert.That(Planted.By(planter, code), Is.EquivalentTo(mutants));
}
