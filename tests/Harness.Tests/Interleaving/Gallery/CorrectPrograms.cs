namespace Katas.Harness.Tests.Interleaving.Gallery;

/// <summary>A program without a mistake that looks as if it had one, or that no mended one resembles.</summary>
internal sealed record CorrectProgram(string Name, string Members)
{
    public static IEnumerable<CorrectProgram> All => [.. Publications, .. Counters, .. Meetings];

    public override string ToString() => Name;

    private static CorrectProgram Adds(string name, string fields, string add, string sum = "_n") =>
        new(name, Exhibit.Adds(fields, add, sum));

    /// <summary>Storing a reference publishes what was written before it: .NET's memory model, not Java's.</summary>
    private static IEnumerable<CorrectProgram> Publications =>
    [
        Singleton("lock-based singleton without volatile", "lock (_gate) return _box ??= new Box();"),
        Singleton("double-checked singleton without volatile",
            "if (_box is null) lock (_gate) _box ??= new Box(); return _box;"),
        Singleton("singleton by compare and exchange",
            "Interlocked.CompareExchange(ref _box, new Box(), null); return _box;"),
        Singleton("singleton of a Lazy", "return _lazy.Value;"),
        new("reference stored when it is filled",
            """
            private sealed class Box { public int Value; }
            private Box _box;
            public void Left() { var box = new Box(); box.Value = 42; _box = box; }
            public void Right() { if (_box is { } box && box.Value != 42) throw new Exception($"{box.Value}"); }
            """),
        new("immutable state replaced as a whole",
            """
            private sealed record Range(int Low, int High);
            private Range _range = new(0, 0);
            public void Left() => _range = new(1, 1);
            public void Right() { var range = _range; if (range.Low != range.High) throw new Exception($"{range}"); }
            """),
        new("number that is only looked at",
            """
            private readonly object _gate = new();
            private int _progress;
            public void Left() { lock (_gate) _progress = 1; }
            public void Right() { if (_progress is not (0 or 1)) throw new Exception($"{_progress}"); }
            """),
    ];

    private static IEnumerable<CorrectProgram> Counters =>
    [
        Adds("loop of compare and exchange",
            "private int _n;",
            "int n; do n = Volatile.Read(ref _n); while (Interlocked.CompareExchange(ref _n, n + 1, n) != n);"),
        Adds("spin lock",
            "private SpinLock _gate = new(true); private int _n;",
            "var taken = false; try { _gate.Enter(ref taken); _n++; } finally { if (taken) _gate.Exit(); }"),
        Adds("upgradeable read lock",
            "private readonly ReaderWriterLockSlim _gate = new(); private int _n;",
            "_gate.EnterUpgradeableReadLock(); var n = _n; _gate.EnterWriteLock(); _n = n + 1; _gate.ExitWriteLock(); "
            + "_gate.ExitUpgradeableReadLock();"),
        Adds("value of the thread's own",
            "private static readonly ThreadLocal<int> Own = new(); private int _n;",
            "Own.Value = 1; Interlocked.Add(ref _n, Own.Value);"),
        Adds("list under a lock, by way of an iterator",
            "private readonly List<int> _items = []; private int Sum() { lock (_items) return All().Sum(); } "
            + "private IEnumerable<int> All() { foreach (var item in _items) yield return item; }",
            "lock (_items) _items.Add(1);", "Sum()"),
        new("parallel sum with a part for each thread",
            """
            private int _n;
            public void Left() => Parallel.For(0, 2, _ => Interlocked.Increment(ref _n));
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """),
        new("results of tasks added after they are awaited",
            """
            public async Task LeftAsync()
            {
                var parts = await Task.WhenAll(Task.Run(() => 1), Task.Run(() => 1));
                if (parts.Sum() != 2) throw new Exception($"{parts.Sum()}");
            }
            """),
    ];

    private static IEnumerable<CorrectProgram> Meetings =>
    [
        new("each writes its own and reads after the barrier",
            """
            private readonly Barrier _barrier = new(2);
            private int _a, _b;
            public void Left() { _a = 1; _barrier.SignalAndWait(); if (_b != 1) throw new Exception(); }
            public void Right() { _b = 1; _barrier.SignalAndWait(); if (_a != 1) throw new Exception(); }
            """),
        new("two written, counted down, read",
            """
            private readonly CountdownEvent _done = new(2);
            private int _a, _b;
            public void Left() { _a = 1; _done.Signal(); }
            public void Middle() { _done.Wait(); if (_a + _b != 2) throw new Exception(); }
            public void Right() { _b = 1; _done.Signal(); }
            """),
        new("written before the start of a thread, read after its join",
            """
            private int _n;
            public void Left()
            {
                _n = 1;
                var thread = new Thread(() => _n++);
                thread.Start();
                thread.Join();
                if (_n != 2) throw new Exception($"{_n}");
            }
            """),
        new("written before the result of a task is set",
            """
            private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private int _n;
            public async Task LeftAsync() { if (_n + await _done.Task != 42) { } if (_n != 41) throw new Exception($"{_n}"); }
            public void Right() { lock (_done) { } _done.SetResult(1); }
            public Sample() => _n = 41;
            """),
        new("items handed over by a bounded channel",
            """
            private readonly System.Threading.Channels.Channel<int[]> _items =
                System.Threading.Channels.Channel.CreateBounded<int[]>(1);
            public async Task LeftAsync() { await _items.Writer.WriteAsync([42]); _items.Writer.Complete(); }
            public async Task RightAsync()
            {
                await foreach (var item in _items.Reader.ReadAllAsync())
                    if (item[0] != 42) throw new Exception($"{item[0]}");
            }
            """),
        new("items handed over by a blocking collection",
            """
            private readonly BlockingCollection<int[]> _items = new(1);
            public void Left() { _items.Add([42]); _items.CompleteAdding(); }
            public void Right()
            {
                foreach (var item in _items.GetConsumingEnumerable())
                    if (item[0] != 42) throw new Exception($"{item[0]}");
            }
            """),
        new("cancelled while it waits",
            """
            private readonly CancellationTokenSource _source = new();
            private readonly SemaphoreSlim _never = new(0);
            public async Task LeftAsync()
            {
                try { await _never.WaitAsync(_source.Token); throw new Exception("taken"); }
                catch (OperationCanceledException) { }
            }
            public void Right() => _source.Cancel();
            """),
        new("event that lets everybody through",
            """
            private readonly ManualResetEventSlim _open = new();
            private int _n;
            public void Left() { _open.Wait(); if (_n != 1) throw new Exception($"{_n}"); }
            public void Right() { _n = 1; _open.Set(); }
            """),
    ];

    private static CorrectProgram Singleton(string name, string get) => new(
        name,
        $$"""
        private sealed class Box { public readonly int Value = 42; }
        private readonly object _gate = new();
        private readonly Lazy<Box> _lazy = new(() => new Box());
        private Box _box, _seen;
        public void Left() => See(Get());
        public void Right() => See(Get());
        private Box Get() { {{get}} }
        private void See(Box box)
        {
            if (box.Value != 42) throw new Exception($"{box.Value}");
            if ((Interlocked.CompareExchange(ref _seen, box, null) ?? box) != box) throw new Exception("two of them");
        }
        """);
}
