using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class LostWakeUps
{
    public static IEnumerable<Exhibit> All => [.. Conditions, .. Events, .. Ends];

    private static IEnumerable<Exhibit> Conditions =>
    [
        new("wait without a condition", LostWakeUp,
            """
            private readonly object _gate = new();
            private bool _isReady;
            public void Left() { lock (_gate) Monitor.Wait(_gate); }
            public void Right() { lock (_gate) { _isReady = true; Monitor.Pulse(_gate); } }
            """,
            "lock (_gate) Monitor.Wait(_gate);", "lock (_gate) while (!_isReady) Monitor.Wait(_gate);"),
        new("pulse for one of two", LostWakeUp,
            """
            private readonly object _gate = new();
            private bool _isReady;
            public void Left() => Await();
            public void Middle() => Await();
            public void Right() { lock (_gate) { _isReady = true; Monitor.Pulse(_gate); } }
            private void Await() { lock (_gate) while (!_isReady) Monitor.Wait(_gate); }
            """,
            "Monitor.Pulse(_gate)", "Monitor.PulseAll(_gate)"),
        new("condition asked outside the lock", LostWakeUp,
            """
            private readonly object _gate = new();
            private volatile bool _isReady;
            public void Left() { if (!_isReady) lock (_gate) Monitor.Wait(_gate); }
            public void Right() { lock (_gate) { _isReady = true; Monitor.PulseAll(_gate); } }
            """,
            "if (!_isReady) lock (_gate) Monitor.Wait(_gate);", "lock (_gate) while (!_isReady) Monitor.Wait(_gate);"),
        new("task made when somebody waits", LostWakeUp,
            """
            private volatile TaskCompletionSource _signal;
            public Task LeftAsync() { _signal = new(); return _signal.Task; }
            public Task RightAsync() { _signal?.SetResult(); return Task.CompletedTask; }
            """,
            "private volatile TaskCompletionSource _signal;\npublic Task LeftAsync() { _signal = new(); return",
            "private readonly TaskCompletionSource _signal = new();\npublic Task LeftAsync() { return"),
    ];

    private static IEnumerable<Exhibit> Events =>
    [
        new("two signals that become one", LostWakeUp,
            """
            private readonly AutoResetEvent _signal = new(false);
            private void Give() => _signal.Set();
            public void Left() => _signal.WaitOne();
            public void Middle() => _signal.WaitOne();
            public void Right() { Give(); Give(); }
            """,
            "AutoResetEvent _signal = new(false);\nprivate void Give() => _signal.Set();",
            "Semaphore _signal = new(0, 2);\nprivate void Give() => _signal.Release();"),
        new("event reset after it was set", LostWakeUp,
            """
            private readonly ManualResetEventSlim _done = new();
            public void Left() { _done.Reset(); _done.Wait(); }
            public void Right() => _done.Set();
            """,
            "_done.Reset(); _done.Wait();", "_done.Wait();"),
        new("countdown of three for two", LostWakeUp,
            """
            private readonly CountdownEvent _done = new(3);
            public void Left() => _done.Signal();
            public void Middle() => _done.Wait();
            public void Right() => _done.Signal();
            """,
            "new(3)", "new(2)"),
        new("participant that leaves without a word", LostWakeUp,
            """
            private readonly Barrier _barrier = new(2);
            public void Left() { _barrier.SignalAndWait(); _barrier.SignalAndWait(); }
            public void Right() { _barrier.SignalAndWait(); }
            """,
            "{ _barrier.SignalAndWait(); }", "{ _barrier.SignalAndWait(); _barrier.RemoveParticipant(); }"),
    ];

    private static IEnumerable<Exhibit> Ends =>
    [
        new("collection that nobody completes", LostWakeUp,
            """
            private readonly BlockingCollection<int> _items = new();
            private int _sum;
            public void Left() { foreach (var item in _items.GetConsumingEnumerable()) _sum += item; }
            public void Right() { _items.Add(2); }
            public void Check() { if (_sum != 2) throw new Exception($"expected 2, got {_sum}"); }
            """,
            "_items.Add(2);", "_items.Add(2); _items.CompleteAdding();"),
        new("channel that nobody completes", LostWakeUp,
            """
            private readonly System.Threading.Channels.Channel<int> _items =
                System.Threading.Channels.Channel.CreateUnbounded<int>();
            private int _sum;
            public async Task LeftAsync() { await foreach (var item in _items.Reader.ReadAllAsync()) _sum += item; }
            public async Task RightAsync() { await _items.Writer.WriteAsync(2); }
            public void Check() { if (_sum != 2) throw new Exception($"expected 2, got {_sum}"); }
            """,
            "await _items.Writer.WriteAsync(2);", "await _items.Writer.WriteAsync(2); _items.Writer.Complete();"),
    ];
}
