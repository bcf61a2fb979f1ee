using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>What follows an <c>await</c> is run in every order, and where the framework would run it.</summary>
internal sealed class AwaitTests
{
    private const string Twice = "public int Value => _n; public void Increment() { Both().GetAwaiter().GetResult(); }";

    [TestCase("async Task Add() { var n = _n; await Task.Yield(); _n = n + 1; }")]
    [TestCase("async ValueTask Slow() { await Task.Yield(); } async Task Add() { var n = _n; await Slow(); _n = n + 1; }")]
    [TestCase("async Task<int> Get() { await Task.Yield(); return _n; } async Task Add() => _n = await Get() + 1;")]
    [TestCase("async ValueTask<int> Get() { await Task.Yield(); return _n; } async Task Add() => _n = await Get() + 1;")]
    [TestCase("async Task Add() { var n = _n; await Task.Delay(5); _n = n + 1; }")]
    [TestCase("async Task Add() { await foreach (var n in All().ConfigureAwait(false)) _n = n + 1; } "
        + "async IAsyncEnumerable<int> All() { var n = _n; await Task.Yield(); yield return n; }")]
    [TestCase("async Task Add() { var n = _n; await new Hop(); _n = n + 1; } struct Hop : "
        + "System.Runtime.CompilerServices.INotifyCompletion { public Hop GetAwaiter() => this; "
        + "public bool IsCompleted => false; "
        + "public void GetResult() { } public void OnCompleted(Action rest) => ThreadPool.QueueUserWorkItem(_ => rest()); }")]
    public void An_update_is_lost_across_an_await(string add)
    {
        var racy = Run($"private int _n; private {add} private Task Both() => Task.WhenAll(Add(), Add());");
        Samples.AssertFails(racy, ExplorationOutcome.PropertyBroken);
        Assert.That(racy.Uncontrolled, Is.Empty);
        Samples.AssertAccepted(Run(
            $"private int _n; private {add} private async Task Both() {{ await Add(); await Add(); }}"));
    }

    [Test]
    public void A_semaphore_around_an_await_keeps_updates()
    {
        const string Add = """
            private int _n; private readonly SemaphoreSlim _one = new(1);
            private async Task Add()
            { await _one.WaitAsync(); try { var n = _n; await Task.Yield(); _n = n + 1; } finally { _one.Release(); } }
            private Task Both() => Task.WhenAll(Task.Run(Add), Task.Run(Add));
            """;
        Samples.AssertAccepted(Run(Add));
        Samples.AssertFails(Run(Add.Replace("new(1)", "new(2)")), ExplorationOutcome.PropertyBroken);
    }

    /// <summary>
    /// The completing thread runs the rest while it holds its lock, which is reentrant: the rest sees half a change.
    /// </summary>
    [TestCase("", ExplorationOutcome.OperationThrew)]
    [TestCase("TaskCreationOptions.RunContinuationsAsynchronously", ExplorationOutcome.Passed)]
    public void A_rest_runs_inside_the_lock_of_who_completes(string options, ExplorationOutcome expected)
    {
        var result = Samples.TwoSides(
            $$"""
            private readonly object _gate = new(); private readonly TaskCompletionSource _come = new({{options}});
            private int _a, _b;
            public void Left() => _ = Waits();
            private async Task Waits() { await _come.Task; lock (_gate) { _isBroken |= _a != _b; } }
            private bool _isBroken;
            public void Right() { lock (_gate) { _a++; _come.SetResult(); _b++; if (_isBroken) throw new Exception(); } }
            """);
        Assert.That(result.Outcome, Is.EqualTo(expected), () => $"{result.Reason} {result.Failure}");
    }

    [TestCase("async void Fire() { await Task.Yield(); throw new Exception(\"lost\"); }", ExplorationOutcome.LostFailure)]
    [TestCase("async Task Fire() { await Task.Yield(); throw new Exception(\"lost\"); }", ExplorationOutcome.LostFailure)]
    [TestCase("void Fire() => Task.Run(() => throw new Exception(\"lost\"));", ExplorationOutcome.LostFailure)]
    [TestCase("void Fire() => Task.Run(() => throw new Exception(\"seen\")).ContinueWith(t => _ = t.Exception);",
        ExplorationOutcome.Passed)]
    [TestCase("async Task Fire() { try { await Task.Run(() => throw new Exception(\"seen\")); } catch (Exception) { } }",
        ExplorationOutcome.Passed)]
    public void A_failure_that_nobody_sees_is_lost(string fire, ExplorationOutcome expected)
    {
        var result = Samples.TwoSides($"private {fire} public void Left() => Fire(); public void Right() {{ }}");
        Assert.That(result.Outcome, Is.EqualTo(expected), () => $"{result.Reason} {result.Failure}");
        if (expected == ExplorationOutcome.LostFailure)
            Assert.That(result.Finding, Is.EqualTo(Finding.SwallowedException));
        else
            Samples.AssertAccepted(result);
    }

    [Test]
    public void A_task_that_nobody_completes_is_a_deadlock()
    {
        var result = Samples.TwoSides(
            """
            private readonly TaskCompletionSource _never = new();
            public void Left() => _never.Task.Wait();
            public void Right() { }
            """);
        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
        Assert.That(result.Reason, Does.Contain("T1 waits for").And.Contain("Sample.cs:3"));
    }

    [Test]
    public void Waiting_for_a_task_that_needs_our_lock_is_a_deadlock()
    {
        const string Program = """
            private readonly object _gate = new(); private int _n;
            public void Left() { lock (_gate) { Task.Run(() => { lock (_gate) _n++; }).Wait(); } }
            public void Right() { }
            """;
        Samples.AssertFails(Samples.TwoSides(Program), ExplorationOutcome.Deadlock);
        Samples.AssertAccepted(Samples.TwoSides(Program.Replace(".Wait(); }", "; }")));
    }

    [Test]
    public void What_flows_with_the_context_flows()
    {
        Samples.AssertAccepted(Run(
            """
            private int _n; private readonly AsyncLocal<int> _flows = new();
            private async Task Add(int n) { _flows.Value = n; await Task.Yield(); await Task.Run(() => Check(n)); Check(n); }
            private void Check(int n)
            { if (_flows.Value != n) throw new Exception($"{_flows.Value}"); Interlocked.Increment(ref _n); }
            private async Task Both() { if (_flows.Value != 0) throw new Exception("left over"); await Add(1); }
            """));
    }

    private static ExplorationResult Run(string members)
    {
        using var twin = SampleProgram.Compile($"public class Sample : ICounter {{ {members} {Twice} }}");
        return Explorer.Explore(
            twin, twin.New<ICounter>, [new ThreadOperation<ICounter>("Increment", c => c.Increment())], Samples.ExpectTwo);
    }
}
