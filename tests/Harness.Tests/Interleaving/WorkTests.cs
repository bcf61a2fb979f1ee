using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Other ways to start work, or to wait for it.</summary>
internal sealed class WorkTests
{
    [TestCase("Parallel.For(0, 2, _ => Add());")]
    [TestCase("Parallel.For(0L, 2L, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => Add());")]
    [TestCase("Parallel.ForEach(new[] { 1, 2 }, _ => Add());")]
    [TestCase("Parallel.Invoke(Add, Add);")]
    [TestCase("Parallel.ForEachAsync(new[] { 1, 2 }, async (_, _) => { await Task.Yield(); Add(); }).Wait();")]
    [TestCase("Parallel.ForAsync(0, 2, async (_, _) => { await Task.Yield(); Add(); }).Wait();")]
    [TestCase("var end = new CountdownEvent(2); for (var i = 0; i < 2; i++) ThreadPool.QueueUserWorkItem("
        + "_ => { Add(); end.Signal(); }); end.Wait();")]
    [TestCase("var end = new CountdownEvent(2); for (var i = 0; i < 2; i++) ThreadPool.UnsafeQueueUserWorkItem("
        + "e => { Add(); e.Signal(); }, end, true); end.Wait();")]
    [TestCase("WhenEach().GetAwaiter().GetResult();")]
    [TestCase("var a = Source(); Add(); a.AsTask().Wait();")]
    [TestCase("var a = Task.Run(Add); Add(); while (!a.Wait(1)) { }")]
    [TestCase("var a = Task.Run(Add); Add(); a.WaitAsync(new CancellationTokenSource().Token).Wait();")]
    public void Two_at_work_lose_an_update(string body)
    {
        Samples.AssertFails(Run("_n++;", body), ExplorationOutcome.PropertyBroken);
        Samples.AssertAccepted(Run("lock (this) _n++;", body));
    }

    [Test]
    public void A_wait_that_is_over_at_last_can_be_lost()
    {
        const string Program = """
            private readonly SemaphoreSlim _one = new(1); private int _n;
            public void Left() => Use().GetAwaiter().GetResult();
            public void Right() => Use().GetAwaiter().GetResult();
            private async Task Use()
            {
                var isTaken = await _one.WaitAsync(TimeSpan.FromSeconds(1));
                try { Add(); await Task.Yield(); Add(); }
                finally { if (isTaken) _one.Release(); }
            }
            private void Add() => Interlocked.Increment(ref _n);
            """;
        Samples.AssertAccepted(Samples.TwoSides(Program));
        Samples.AssertFails(
            Samples.TwoSides(Program.Replace("if (isTaken) ", "")
                .Replace("SemaphoreSlim _one = new(1)", "SemaphoreSlim _one = new(0, 1)")),
            ExplorationOutcome.OperationThrew);
    }

    /// <summary>Cancelled while it gets its permit: the permit is with it, or in the semaphore, never nowhere.</summary>
    [Test]
    public void A_permit_is_not_lost_with_who_leaves()
    {
        const string Program = """
            private readonly SemaphoreSlim _one = new(0); private readonly CancellationTokenSource _stop = new();
            private int _taken;
            public void Left()
            {
                var waiting = Take();
                _stop.Cancel();
                waiting.Wait();
                if (_taken + _one.CurrentCount != 1) throw new Exception("lost");
            }
            private async Task Take()
            {
                try { await _one.WaitAsync(_stop.Token); _taken++; } catch (OperationCanceledException) { _released.Wait(); }
            }
            private readonly ManualResetEventSlim _released = new();
            public void Right() { _one.Release(); _released.Set(); }
            """;
        Samples.AssertAccepted(Samples.TwoSides(Program));
    }

    private static ExplorationResult Run(string add, string body)
    {
        using var twin = SampleProgram.Compile($$"""
            using System.Threading.Tasks.Sources;
            public class Sample : ICounter
            {
                private int _n;
                public int Value => _n;
                public void Increment() { {{body}} }
                private void Add() { {{add}} }
                private async Task WhenEach()
                {
                    await foreach (var done in Task.WhenEach(Task.Run(Add), Task.Run(Add))) await done;
                }
                private ValueTask Source()
                {
                    var signal = new Signal();
                    _ = Task.Run(() => { Add(); signal.Set(); });
                    return new ValueTask(signal, 0);
                }
            }
            public class Signal : IValueTaskSource
            {
                private ManualResetValueTaskSourceCore<int> _core = new() { RunContinuationsAsynchronously = true };
                public void Set() => _core.SetResult(1);
                public void GetResult(short token) => _core.GetResult(token);
                public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);
                public void OnCompleted(Action<object> rest, object state, short token, ValueTaskSourceOnCompletedFlags flags) =>
                    _core.OnCompleted(rest, state, token, flags);
            }
            """);
        return Explorer.Explore(
            twin, twin.New<ICounter>, [new ThreadOperation<ICounter>("Increment", c => c.Increment())], Samples.ExpectTwo);
    }
}
