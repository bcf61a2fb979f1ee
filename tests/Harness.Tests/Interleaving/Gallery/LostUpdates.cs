using static Katas.Engine.Interleaving.Finding;
using static Katas.Harness.Tests.Interleaving.Gallery.Exhibit;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class LostUpdates
{
    public static IEnumerable<Exhibit> All =>
    [
        TwoAdds(LostUpdate, "field without a lock",
            "private readonly object _gate = new(); private int _n;", "_n++;", "lock (_gate) _n++;"),
        TwoAdds(LostUpdate, "static field",
            "private static int _n;", "_n++;", "Interlocked.Increment(ref _n);"),
        TwoAdds(LostUpdate, "element of an array",
            "private readonly int[] _n = new int[1];", "_n[0]++;", "Interlocked.Increment(ref _n[0]);", "_n[0]"),
        TwoAdds(LostUpdate, "span over an array",
            "private readonly int[] _n = new int[1];",
            "_n.AsSpan()[0] += 1;", "Interlocked.Increment(ref _n.AsSpan()[0]);", "_n[0]"),
        TwoAdds(LostUpdate, "automatic property",
            "private readonly Lock _gate = new(); private int N { get; set; }", "N++;", "lock (_gate) N++;", "N"),
        TwoAdds(LostUpdate, "exchange of a sum that was read before",
            "private int _n;", "Interlocked.Exchange(ref _n, _n + 1);", "Interlocked.Add(ref _n, 1);"),
        TwoAdds(LostUpdate, "volatile is not atomic",
            "private volatile int _n;", "_n = _n + 1;", "Interlocked.Increment(ref _n);"),
        TwoAdds(LostUpdate, "Volatile.Read and Volatile.Write",
            "private int _n;", "Volatile.Write(ref _n, Volatile.Read(ref _n) + 1);", "Interlocked.Increment(ref _n);"),
        TwoAdds(LostUpdate, "one lock for each call",
            "private readonly object _gate = new(); private int _n;",
            "lock (new object()) _n++;", "lock (_gate) _n++;"),
        TwoAdds(LostUpdate, "read inside the lock, written after it",
            "private readonly object _gate = new(); private int _n;",
            "int next; lock (_gate) next = _n + 1; lock (_gate) _n = next;", "lock (_gate) { var next = _n + 1; _n = next; }"),
        TwoAdds(LostUpdate, "written under a read lock",
            "private readonly ReaderWriterLockSlim _gate = new(); private int _n;",
            "_gate.EnterReadLock(); _n++; _gate.ExitReadLock();", "_gate.EnterWriteLock(); _n++; _gate.ExitWriteLock();"),
        TwoAdds(LostUpdate, "semaphore with two permits",
            "private readonly SemaphoreSlim _one = new(1), _two = new(2); private int _n;",
            "_two.Wait(); _n++; _two.Release();", "_one.Wait(); _n++; _one.Release();"),
        TwoAdds(LostUpdate, "indexer of a concurrent dictionary",
            "private readonly ConcurrentDictionary<string, int> _n = new() { [\"x\"] = 0 };",
            "_n[\"x\"] = _n[\"x\"] + 1;", "_n.AddOrUpdate(\"x\", 1, (_, old) => old + 1);", "_n[\"x\"]"),
        .. Started,
        .. Locks,
    ];

    private static IEnumerable<Exhibit> Started =>
    [
        new("local captured by two tasks", LostUpdate,
            """
            public void Left()
            {
                var n = 0;
                Task.WaitAll(Task.Run(() => { n++; }), Task.Run(() => { Interlocked.Increment(ref n); }));
                if (n != 2) throw new Exception($"expected 2, got {n}");
            }
            """,
            "n++;", "Interlocked.Increment(ref n);"),
        new("field in two threads", LostUpdate,
            """
            private int _n;
            public void Left()
            {
                Thread[] threads = [new(Add), new(Add)];
                foreach (var thread in threads) thread.Start();
                foreach (var thread in threads) thread.Join();
            }
            private void Add() { _n++; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "_n++;", "Interlocked.Increment(ref _n);"),
        new("parallel loop", LostUpdate,
            """
            private int _n;
            public void Left() => Parallel.For(0, 2, _ => { _n++; });
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "_n++;", "Interlocked.Increment(ref _n);"),
        new("two continuations of one task", LostUpdate,
            """
            private int _n;
            public void Left()
            {
                var start = new TaskCompletionSource();
                Task[] adds = [start.Task.ContinueWith(_ => Add()), start.Task.ContinueWith(_ => Add())];
                start.SetResult();
                Task.WaitAll(adds);
            }
            private void Add() { _n++; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "_n++;", "Interlocked.Increment(ref _n);"),
    ];

    private static IEnumerable<Exhibit> Locks =>
    [
        new("one object locked in two ways", LostUpdate,
            """
            private readonly Lock _gate = new();
            private int _n;
            public void Left() { lock (_gate) _n++; }
            #pragma warning disable CS9216
            public void Right() { lock ((object)_gate) _n++; }
            #pragma warning restore CS9216
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "lock ((object)_gate)", "lock (_gate)"),
        new("one of two methods is not synchronised", LostUpdate,
            """
            private int _n;
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]
            public void Left() => _n++;
            public void Right() { _n++; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "public void Right() { _n++; }", "public void Right() { lock (this) _n++; }"),
    ];
}
