using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class Shutdowns
{
    public static IEnumerable<Exhibit> All =>
    [
        new("semaphore disposed while it is used", ShutdownRace,
            """
            private readonly object _life = new();
            private readonly SemaphoreSlim _gate = new(1, 1);
            private bool _isClosed;
            public void Left() { Use(); }
            public void Right() { lock (_life) { _isClosed = true; _gate.Dispose(); } }
            private void Use() { _gate.Wait(); _gate.Release(); }
            """,
            "{ Use(); }", "{ lock (_life) if (!_isClosed) Use(); }"),
        new("item added after the last", ShutdownRace,
            """
            private readonly object _life = new();
            private readonly BlockingCollection<int> _items = new();
            public void Left() { if (!_items.IsAddingCompleted) _items.Add(1); }
            public void Right() { lock (_life) _items.CompleteAdding(); }
            """,
            "if (!_items.IsAddingCompleted)", "lock (_life) if (!_items.IsAddingCompleted)"),
        new("write into a completed channel", ShutdownRace,
            """
            private readonly System.Threading.Channels.Channel<int> _items =
                System.Threading.Channels.Channel.CreateUnbounded<int>();
            public async Task LeftAsync() { await _items.Writer.WriteAsync(1); }
            public void Right() => _items.Writer.Complete();
            """,
            "await _items.Writer.WriteAsync(1);", "await Task.Yield(); _items.Writer.TryWrite(1);"),
        new("source cancelled after its end", ShutdownRace,
            """
            private readonly object _life = new();
            private readonly CancellationTokenSource _source = new();
            private bool _isClosed;
            public void Left() { _source.Cancel(); }
            public void Right() { lock (_life) { _isClosed = true; _source.Dispose(); } }
            """,
            "{ _source.Cancel(); }", "{ lock (_life) if (!_isClosed) _source.Cancel(); }"),
        new("drained, then closed", ShutdownRace,
            """
            private readonly object _gate = new();
            private readonly ConcurrentQueue<int> _jobs = new();
            private bool _isClosed;
            public void Left() { lock (_gate) if (!_isClosed) _jobs.Enqueue(1); }
            public void Right() { Drain(); Close(); }
            private void Drain() { while (_jobs.TryDequeue(out _)) { } }
            private void Close() { lock (_gate) _isClosed = true; }
            public void Check() { if (!_jobs.IsEmpty) throw new Exception("a job was left behind"); }
            """,
            "Drain(); Close();", "Close(); Drain();"),
        new("timer disposed while it ticks", ShutdownRace,
            """
            private readonly Timer _timer;
            private volatile bool _isClosed, _isLate;
            public Sample() => _timer = new Timer(_ => { if (_isClosed) _isLate = true; }, null, 1, Timeout.Infinite);
            public void Left()
            {
                using var ended = new ManualResetEvent(false);
                _timer.Dispose();
                _isClosed = true;
            }
            public void Check() { if (_isLate) throw new Exception("a tick after the end"); }
            """,
            "_timer.Dispose();", "_timer.Dispose(ended); ended.WaitOne();"),
    ];
}
